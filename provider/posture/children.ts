import type * as pulumi from "@pulumi/pulumi";
import type { FraudSettingsSetArgs } from "../fraud-settings/set.js";
import { when } from "../program/outputs-and-promises.js";
import type { RiskBehaviorsArgs } from "../risk-behaviors/resource.js";
import type { PostureAccountArgs, PostureBehaviors, PostureFraudArgs, RiskPostureArgs } from "./args.js";
import { checkedBaseline, checkedBehaviors, checkedExceptions, checkedFraud } from "./argument-shape.js";
import { accountChildName } from "./child-names.js";
import { type AccountLookup, lookUpEnabled } from "./enable-all.js";
import { gateOf, type ReadModel } from "./gate.js";
import { type LayerValue, mergeFraud, mergeMaps, partOf } from "./merge.js";
import { transformed } from "./transform.js";
import { groupZones, type ZoneGroup, zonesById } from "./zones.js";

/** The resources of a posture, by the names of its accounts and zones. */
export interface Children<A, Z> {
  readonly accounts: Record<string, A>;
  readonly zones: Record<string, Z>;
}

/** Makes the resources and lookups of a posture. They are dynamic, or the plugin's. */
export interface Parts<A, Z> {
  /** The type of an account's resource. */
  readonly accountType: string;
  makeAccount(name: string, args: RiskBehaviorsArgs, opts: pulumi.CustomResourceOptions): A;
  /** @param names The zones' names in the program, by id. */
  makeZones(
    name: string,
    args: FraudSettingsSetArgs,
    opts: pulumi.CustomResourceOptions,
    names: pulumi.Input<Record<string, string>>,
  ): Z;
  /** @param subject The account, for messages. */
  lookup(subject: string, provider: pulumi.ProviderResource | undefined): AccountLookup;
  readonly readModel: ReadModel;
}

/** The settings of every account and zone that declares no difference. */
interface Baseline {
  readonly behaviors: LayerValue<PostureBehaviors>;
  readonly fraud: LayerValue<PostureFraudArgs>;
}

interface Posture<A, Z> {
  readonly parts: Parts<A, Z>;
  readonly component: pulumi.ComponentResource;
  /** "RiskPosture acme" */
  readonly subject: string;
  readonly name: string;
  readonly args: RiskPostureArgs;
  readonly baseline: Baseline;
  /** The provider that the component passes on. */
  readonly inherited: pulumi.ProviderResource | undefined;
  /** Resolves when resources may be declared. */
  readonly gate: pulumi.Input<void>;
}

/**
 * Makes the resources of a posture.
 *
 * @param subject The posture, for messages: "RiskPosture acme".
 */
export function makeChildren<A, Z>(
  parts: Parts<A, Z>,
  component: pulumi.ComponentResource,
  subject: string,
  name: string,
  args: RiskPostureArgs,
): Children<A, Z> {
  const inherited = component.getProvider(parts.accountType);
  const posture = {
    parts,
    component,
    subject,
    name,
    args,
    baseline: baselineOf(subject, args),
    inherited,
    gate: gateOf(subject, args.requires, parts.readModel),
  };
  const groups = groupZones(name, args.zones ?? {}, inherited);
  return {
    accounts: mapValues(args.accounts ?? {}, (account, accountName) =>
      makeAccount(posture, accountName, account),
    ),
    zones: Object.fromEntries(
      groups.flatMap((group) => {
        const set = makeZones(posture, group);
        return group.zones.map(([zoneName]) => [zoneName, set]);
      }),
    ),
  };
}

function baselineOf(subject: string, args: RiskPostureArgs): Baseline {
  const baseline = checkedBaseline(subject, args.baseline);
  return {
    behaviors: checkedBehaviors(
      `${subject}, baseline.behaviors`,
      partOf(baseline, ({ behaviors }) => behaviors),
    ),
    fraud: checkedFraud(
      `${subject}, baseline.fraud`,
      partOf(baseline, ({ fraud }) => fraud),
    ),
  };
}

function makeAccount<A, Z>(posture: Posture<A, Z>, accountName: string, account: PostureAccountArgs): A {
  const { args, baseline, component, gate, name, parts, subject } = posture;
  const { accountId, provider } = account;
  const child = accountChildName(name, accountName);
  const behaviors = mergeMaps(
    [
      baseline.behaviors,
      checkedBehaviors(`${subject}, account ${accountName}, behaviors`, account.behaviors),
    ],
    enabledOf(posture, accountName, account),
  );
  const made = transformed(
    args.transform?.accounts,
    child,
    { accountId, behaviors, ...onDestroyOf(args) },
    { parent: component, ...(provider === undefined ? {} : { provider }) },
  );
  // The engine does not receive the resource before the gate resolves.
  return parts.makeAccount(
    child,
    { ...made.args, accountId: when(gate, () => made.args.accountId) },
    made.opts,
  );
}

function enabledOf<A, Z>(
  { inherited, parts, subject }: Posture<A, Z>,
  accountName: string,
  { accountId, enableAllExcept, provider }: PostureAccountArgs,
): LayerValue<PostureBehaviors> {
  if (enableAllExcept === undefined) {
    return undefined;
  }
  const account = `${subject}, account ${accountName}`;
  const lookup = parts.lookup(account, provider ?? inherited);
  const except = checkedExceptions(account, enableAllExcept);
  return lookUpEnabled(account, accountId, except, lookup);
}

function makeZones<A, Z>(posture: Posture<A, Z>, { child, provider, zones }: ZoneGroup): Z {
  const { args, baseline, component, gate, parts, subject } = posture;
  const merged = zones.map(([zoneName, { zoneId, fraud }]) => ({
    name: zoneName,
    zoneId,
    fraud: mergeFraud([baseline.fraud, checkedFraud(`${subject}, zone ${zoneName}, fraud`, fraud)]),
  }));
  const byId = zonesById(subject, merged);
  const made = transformed(
    args.transform?.zones,
    child,
    { zones: when(byId, ({ settings }) => settings), ...onDestroyOf(args) },
    { parent: component, ...(provider === undefined ? {} : { provider }) },
  );
  return parts.makeZones(
    child,
    { ...made.args, zones: when(gate, () => made.args.zones) },
    made.opts,
    when(byId, ({ names }) => names),
  );
}

function onDestroyOf({ onDestroy }: RiskPostureArgs): Pick<RiskPostureArgs, "onDestroy"> {
  return onDestroy === undefined ? {} : { onDestroy };
}

export function mapValues<T, U>(
  map: Readonly<Record<string, T>>,
  change: (value: T, name: string) => U,
): Record<string, U> {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, change(value, name)]));
}
