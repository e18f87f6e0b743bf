import * as pulumi from "@pulumi/pulumi";
import { registerPlaces } from "../program/declarations.js";
import { requireArguments } from "../program/program-errors.js";
import { mayBeSecret, resourceOptions } from "../program/resource-options.js";
import type { OnDestroy } from "../settings/on-destroy.js";
import type { BehaviorArgs } from "./resource.js";
import type { BehaviorDetails, ObservedBehavior } from "./values.js";

const TYPE = "RiskBehaviorsSet";

/** What to manage in many accounts. */
export interface RiskBehaviorsSetArgs {
  /**
   * The accounts, by their ids (32 lower-case hexadecimal characters), each with its behaviors as in {@link RiskBehaviors}. An account that
   * is not in the map is left alone. When one is removed from the map, `onDestroy` decides what happens to its behaviors.
   */
  accounts: pulumi.Input<
    Record<string, pulumi.Input<Record<string, pulumi.Input<BehaviorDetails | BehaviorArgs>>>>
  >;
  /** What happens to a behavior when it is removed from the program. Default: `restore`. */
  onDestroy?: pulumi.Input<OnDestroy>;
}

/**
 * The risk behaviors of many Cloudflare Zero Trust accounts as one resource, which manages each account like {@link RiskBehaviors}. One
 * token must have access to all accounts.
 *
 * An account that fails does not stop the others: the error names it, the others are recorded, and the next `pulumi up` continues with it.
 *
 * ```ts
 * new risk.RiskBehaviorsSet("emea", {
 *     accounts: { [accountId]: { imp_travel: { enabled: true, riskLevel: "high" } } },
 * });
 * ```
 *
 * API, permission and plan: as for {@link RiskBehaviors}.
 */
export class RiskBehaviorsSet extends pulumi.CustomResource {
  /** @internal Policy packs recognize the resources of this class by it: `validateResourceOfType(RiskBehaviorsSet, …)`. */
  static readonly __pulumiType = "pulumi-nodejs:dynamic/riskPosture:RiskBehaviorsSet";

  /** The managed behaviors of each account, by its id; after a refresh, with the account's live values. */
  declare readonly accounts: pulumi.Output<Record<string, Record<string, ObservedBehavior>>>;
  /** What happens to a behavior when it is removed from the program. Absent: `restore`. */
  declare readonly onDestroy: pulumi.Output<OnDestroy | undefined>;
  /**
   * The managed behaviors of each account as they were before they were first managed. Kept by updates and refreshes; secret if a
   * behavior was given as an output or a promise, which may be secret, or if another output is in `additionalSecretOutputs`.
   */
  declare readonly initial: pulumi.Output<Record<string, Record<string, ObservedBehavior>>>;

  /**
   * @param name The resource's unique name in the program.
   * @param args What to manage.
   * @param opts Pulumi's resource options. `import` and `id` are refused, since creating adopts; `deleteBeforeReplace` is on by default.
   */
  constructor(name: string, args: RiskBehaviorsSetArgs, opts?: pulumi.CustomResourceOptions) {
    requireArguments(`${TYPE} ${name}`, args, "accounts");
    const { accounts: declared, onDestroy, ...misspelled } = args;
    const token = RiskBehaviorsSet.__pulumiType;
    const declaration = { type: TYPE, token, name, opts, place: "account", isSet: true };
    const { places: accounts, context } = registerPlaces(declaration, declared, (behaviors) => [behaviors]);
    super(
      token,
      name,
      {
        // `check` reports these. A property that it does not receive would be ignored silently.
        ...misspelled,
        ...context,
        accounts,
        onDestroy,
        initial: undefined,
        // A constant text: it captures nothing, so it cannot hold a secret, and no preview ever shows it as changed.
        __provider: 'exports.handler=()=>require("pulumi-risk-posture/handlers").riskBehaviorsSet',
      },
      resourceOptions(TYPE, mayBeSecret(declared), opts),
    );
  }
}
