import * as pulumi from "@pulumi/pulumi";
import { register } from "../program/declarations.js";
import { requireArguments } from "../program/program-errors.js";
import { mayBeSecret, resourceOptions } from "../program/resource-options.js";
import { shortenStackTraces } from "../program/short-stack-traces.js";
import type { OnDestroy } from "../settings/on-destroy.js";
import type { RiskLevel } from "./risk-levels.js";
import type { BehaviorDetails, ObservedBehavior } from "./values.js";

const TYPE = "RiskBehaviors";

/** One behavior. Both fields are required: the API cannot set one without the other. */
export interface BehaviorArgs {
  /** Whether Cloudflare looks for this behavior. Disabling it does not remove earlier detections from users. */
  enabled: pulumi.Input<boolean>;
  /** The level that a detection gives to the user: `low`, `medium` or `high`. */
  riskLevel: pulumi.Input<RiskLevel>;
}

/** What to manage in an account. */
export interface RiskBehaviorsArgs {
  /** The account: 32 lower-case hexadecimal characters. Changing it replaces the resource. */
  accountId: pulumi.Input<string>;
  // BehaviorDetails comes first: for a value that fits neither type, the compiler's message is about the last type, and people write
  // BehaviorArgs.
  /**
   * The behaviors to manage, by the key that the API uses: `imp_travel`, `high_dlp`, `sentinel_one`, and whatever else
   * {@link getRiskBehaviors} shows for the account. A behavior that is not in the map is left alone. When one is removed from the map,
   * `onDestroy` decides what happens to it. The result of {@link getRiskBehaviors} can be used as it is: names and descriptions are
   * dropped.
   */
  behaviors: pulumi.Input<Record<string, pulumi.Input<BehaviorDetails | BehaviorArgs>>>;
  /** What happens to a behavior when it is removed from the program. Default: `restore`. */
  onDestroy?: pulumi.Input<OnDestroy>;
}

/**
 * The risk behaviors of a Cloudflare Zero Trust account: what raises a user's risk score, and to which level.
 *
 * The settings always exist, so creating adopts: it reads them, remembers each declared one in `initial`, and writes only what
 * differs. Only declared behaviors are written, compared and given back.
 *
 * ```ts
 * new risk.RiskBehaviors("workforce", {
 *     accountId,
 *     behaviors: { imp_travel: { enabled: true, riskLevel: "high" } },
 * });
 * ```
 *
 * API: `GET` and `PUT /accounts/{account_id}/zt_risk_scoring/behaviors`. Token permission: "Zero Trust Write". Plan: Enterprise.
 * See https://developers.cloudflare.com/cloudflare-one/team-and-resources/users/risk-score/
 */
export class RiskBehaviors extends pulumi.CustomResource {
  /** @internal Policy packs recognize the resources of this class by it: `validateResourceOfType(RiskBehaviors, …)`. */
  static readonly __pulumiType = "pulumi-nodejs:dynamic/riskPosture:RiskBehaviors";

  /** The account; also the resource's id. */
  declare readonly accountId: pulumi.Output<string>;
  /** The managed behaviors; after a refresh, with the account's live values. */
  declare readonly behaviors: pulumi.Output<Record<string, ObservedBehavior>>;
  /** What happens to a behavior when it is removed from the program. Absent: `restore`. */
  declare readonly onDestroy: pulumi.Output<OnDestroy | undefined>;
  /**
   * The managed behaviors as they were before this resource first managed them. Kept by updates and refreshes; secret if a
   * behavior was given as an output or a promise, which may be secret, or if another output is in `additionalSecretOutputs`.
   */
  declare readonly initial: pulumi.Output<Record<string, ObservedBehavior>>;

  /**
   * @param name The resource's unique name in the program.
   * @param args What to manage.
   * @param opts Pulumi's resource options. `import` and `id` are refused, since creating adopts; `deleteBeforeReplace` is on by default.
   */
  constructor(name: string, args: RiskBehaviorsArgs, opts?: pulumi.CustomResourceOptions) {
    requireArguments(`${TYPE} ${name}`, args, "accountId and behaviors");
    const { accountId, behaviors, onDestroy, ...misspelled } = args;
    const token = RiskBehaviors.__pulumiType;
    const declaration = { type: TYPE, token, name, opts, place: "account", isSet: false };
    const { id, context } = register(declaration, accountId, [behaviors]);
    const restoreStackTraces = shortenStackTraces();
    try {
      super(
        token,
        name,
        {
          // `check` reports these. A property that it does not receive would be ignored silently.
          ...misspelled,
          ...context,
          accountId: id,
          behaviors,
          onDestroy,
          initial: undefined,
          // A constant text: it captures nothing, so it cannot hold a secret, and no preview ever shows it as changed.
          __provider: 'exports.handler=()=>require("pulumi-risk-posture/handlers").riskBehaviors',
        },
        resourceOptions(TYPE, mayBeSecret(behaviors), opts),
      );
    } finally {
      restoreStackTraces();
    }
  }
}
