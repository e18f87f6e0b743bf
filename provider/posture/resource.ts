import * as pulumi from "@pulumi/pulumi";
import type { FraudValues } from "../fraud-settings/values.js";
import { requireArguments } from "../program/program-errors.js";
import type { ObservedBehavior } from "../risk-behaviors/values.js";
import type { RiskPostureArgs } from "./args.js";
import { requirePosture } from "./argument-shape.js";
import { makeChildren, mapValues } from "./children.js";
import { dynamicParts, type PostureNodes } from "./dynamic-parts.js";
import { initialOf } from "./zones.js";

const TYPE = "RiskPosture";

/** The settings as they were before they were first managed. */
export interface PostureInitial {
  /** The behaviors of each account, by the account's name in the program, then by key. */
  accounts: Record<string, pulumi.Output<Record<string, ObservedBehavior>>>;
  /**
   * The fraud settings of each zone, by the zone's name in the program. `{}` for a zone that `transform` removes from its set or gives
   * another id: `nodes.zones.*.initial` has all by id. They are secret as the `initial` of their {@link FraudSettingsSet} is.
   */
  zones: Record<string, pulumi.Output<FraudValues>>;
}

/**
 * The settings of a company's Cloudflare accounts and zones: a baseline for all of them, and the differences of each.
 *
 * Each account becomes a {@link RiskBehaviors}, and the zones of one provider become one {@link FraudSettingsSet}; these keep all their
 * guarantees. Accounts and zones can be added, removed and reordered without a change to the others.
 *
 * ```ts
 * const posture = new risk.RiskPosture("acme", {
 *     baseline: {
 *         behaviors: { imp_travel: { enabled: true, riskLevel: "high" } },
 *         fraud: { userProfiles: "enabled" },
 *     },
 *     accounts: { emea: { accountId: "…", behaviors: { high_dlp: { enabled: true, riskLevel: "medium" } } } },
 *     zones: { shop: { zoneId: "…" }, forum: { zoneId: "…", fraud: { userProfiles: null } } },
 * });
 * ```
 */
export class RiskPosture extends pulumi.ComponentResource {
  /** @internal */
  static readonly __pulumiType = "risk-posture:index:RiskPosture";

  /** The component's resources, for what the component does not offer itself. */
  readonly nodes: PostureNodes;
  private readonly zoneIds: Readonly<Record<string, pulumi.Input<string>>>;

  /**
   * @param name The component's unique name in the program. The names of the component's resources begin with it.
   * @param args What to declare.
   * @param opts Pulumi's component options. `provider` is for accounts and zones that have none of their own.
   */
  constructor(name: string, args: RiskPostureArgs, opts?: pulumi.ComponentResourceOptions) {
    const subject = `${TYPE} ${name}`;
    requireArguments(subject, args, "accounts, zones, or both");
    requirePosture(subject, args);
    // Without inputs, because the state would hold them twice: here and in the resources.
    super(RiskPosture.__pulumiType, name, {}, opts);
    this.nodes = makeChildren(dynamicParts, this, subject, name, args);
    this.zoneIds = mapValues(args.zones ?? {}, ({ zoneId }) => zoneId);
    this.registerOutputs({});
  }

  /** The settings as they were before they were first managed, by account and by zone. */
  get initial(): PostureInitial {
    return {
      accounts: mapValues(this.nodes.accounts, ({ initial }) => initial),
      zones: mapValues(this.nodes.zones, ({ initial }, name) => initialOf(initial, this.zoneIds[name] ?? "")),
    };
  }
}
