import type * as pulumi from "@pulumi/pulumi";
import { Provider } from "../cloudflare/explicit-provider.js";
import { FraudSettingsSet } from "../fraud-settings/set.js";
import { when } from "../program/later.js";
import { runError } from "../program/run-error.js";
import { RiskBehaviors } from "../risk-behaviors/resource.js";
import type { PostureAccountArgs, PostureBehaviors, PostureFraudArgs, RiskPostureArgs } from "./args.js";
import { accountChild, groupZones, type ZoneGroup } from "./children.js";
import { lookUpEnabled } from "./enable-all.js";
import { gateOf } from "./gate.js";
import { mergeFraud, mergeMaps, partOf, type Said } from "./merge.js";
import { transformed } from "./transform.js";
import { checkedBaseline, checkedFraud } from "./validation.js";
import { zonesById } from "./zones.js";

/** The resources behind a posture. */
export interface PostureNodes {
  /** The resource of each account, by the account's name in the program. */
  accounts: Record<string, RiskBehaviors>;
  /** The resource that manages each zone, by the zone's name in the program. Zones that one provider reaches share one. */
  zones: Record<string, FraudSettingsSet>;
}

/** What is below the differences of each account and zone. */
interface Baseline {
  readonly behaviors: Said<PostureBehaviors>;
  readonly fraud: Said<PostureFraudArgs>;
}

/** What the resources of a posture are made of. */
interface Posture {
  readonly component: pulumi.ComponentResource;
  /** "RiskPosture acme" */
  readonly subject: string;
  readonly name: string;
  readonly args: RiskPostureArgs;
  readonly baseline: Baseline;
  /** The provider that the component passes on. */
  readonly inherited: pulumi.ProviderResource | undefined;
  /** Comes when resources may be declared. */
  readonly gate: pulumi.Input<void>;
}

/**
 * Makes the resources of a posture.
 *
 * @param subject The posture, as people call it: "RiskPosture acme".
 */
export function makeNodes(
  component: pulumi.ComponentResource,
  subject: string,
  name: string,
  args: RiskPostureArgs,
): PostureNodes {
  const inherited = component.getProvider(RiskBehaviors.__pulumiType);
  const posture = {
    component,
    subject,
    name,
    args,
    baseline: baselineOf(subject, args),
    inherited,
    gate: gateOf(subject, args.requires),
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
    behaviors: partOf(baseline, ({ behaviors }) => behaviors),
    fraud: checkedFraud(
      `${subject}, baseline.fraud`,
      partOf(baseline, ({ fraud }) => fraud),
    ),
  };
}

function makeAccount(posture: Posture, accountName: string, account: PostureAccountArgs): RiskBehaviors {
  const { args, baseline, component, gate, name } = posture;
  const { accountId, provider } = account;
  const child = accountChild(name, accountName);
  const layers = [enabledOf(posture, accountName, account), baseline.behaviors];
  const made = transformed(
    args.transform?.accounts,
    child,
    { accountId, behaviors: mergeMaps([...layers, account.behaviors]), ...onDestroyOf(args) },
    { parent: component, ...(provider === undefined ? {} : { provider }) },
  );
  // The engine hears of it when the gate is passed.
  return new RiskBehaviors(
    child,
    { ...made.args, accountId: when(gate, () => made.args.accountId) },
    made.opts,
  );
}

function enabledOf(
  { inherited, subject }: Posture,
  accountName: string,
  { accountId, enableAllExcept, provider }: PostureAccountArgs,
) {
  if (enableAllExcept === undefined) {
    return undefined;
  }
  const account = `${subject}, account ${accountName}`;
  const reaches = provider ?? inherited;
  if (reaches !== undefined && !(reaches instanceof Provider)) {
    throw runError(`${account}: enableAllExcept needs a provider of this package: new risk.Provider(…).`);
  }
  return lookUpEnabled({ subject: account, accountId, except: enableAllExcept, provider: reaches });
}

function makeZones(posture: Posture, { child, provider, zones }: ZoneGroup): FraudSettingsSet {
  const { args, baseline, component, gate, subject } = posture;
  const merged = zones.map(([zoneName, { zoneId, fraud }]) => ({
    name: zoneName,
    zoneId,
    fraud: mergeFraud([baseline.fraud, checkedFraud(`${subject}, zone ${zoneName}`, fraud)]),
  }));
  const byId = zonesById(subject, merged);
  const made = transformed(
    args.transform?.zones,
    child,
    { zones: when(byId, ({ settings }) => settings), ...onDestroyOf(args) },
    { parent: component, ...(provider === undefined ? {} : { provider }) },
  );
  return new FraudSettingsSet(
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
