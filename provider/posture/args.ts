import type * as pulumi from "@pulumi/pulumi";
import type { Provider } from "../cloudflare/explicit-provider.js";
import type { CriterionArgs } from "../fraud-settings/resource.js";
import type { BehaviorArgs } from "../risk-behaviors/resource.js";
import type { RiskLevel } from "../risk-behaviors/risk-levels.js";
import type { BehaviorDetails } from "../risk-behaviors/values.js";
import type { RiskExpectation } from "../risk-model/expectation.js";
import type { OnDestroy } from "../settings/on-destroy.js";
import type { PostureTransforms } from "./transform.js";

/** Behaviors by the key that the API uses. `null`: not managed, although the baseline declares it or `enableAllExcept` would enable it. */
export type PostureBehaviors = Record<
  string,
  pulumi.Input<BehaviorDetails | BehaviorArgs | null | undefined>
>;

/** Fraud settings. Omitted: as in the baseline. `null`: not managed, although the baseline declares it. */
export interface PostureFraudArgs {
  /** Whether Cloudflare keeps a profile of each user. Omitted: as in the baseline. `null`: not managed. */
  userProfiles?: pulumi.Input<"enabled" | "disabled" | null | undefined>;
  /**
   * Expressions that find the user name in a request, at most 10. They replace all expressions of the baseline; `[]` means that there are
   * none. Omitted: as in the baseline. `null`: not managed.
   */
  usernameExpressions?: pulumi.Input<pulumi.Input<string>[] | null | undefined>;
  /** How to tell whether a login attempt succeeded or failed. Omitted: as in the baseline. `null`: neither criterion is managed. */
  authenticationSettings?: pulumi.Input<PostureAuthenticationArgs | null | undefined>;
}

/** The two criteria of a login attempt, each on its own. */
export interface PostureAuthenticationArgs {
  /** The answers that mean a successful login. Omitted: as in the baseline. `null`: not managed. */
  successCriteria?: pulumi.Input<CriterionArgs | null | undefined>;
  /** The answers that mean a failed login. Omitted: as in the baseline. `null`: not managed. */
  failureCriteria?: pulumi.Input<CriterionArgs | null | undefined>;
}

/** The settings that every account and every zone gets unless it declares a difference. */
export interface PostureBaselineArgs {
  /** For every account. Omitted or `null`: only what the account declares is managed. */
  behaviors?: pulumi.Input<PostureBehaviors | null | undefined>;
  /** For every zone. Omitted or `null`: only what the zone declares is managed. */
  fraud?: pulumi.Input<PostureFraudArgs | null | undefined>;
}

/** Enables all behaviors that an account has, with exceptions. */
export interface EnableAllExceptArgs {
  /** Behaviors not to enable: only the baseline and `behaviors` decide about them. A key that the account does not have is refused. */
  keys: pulumi.Input<pulumi.Input<string>[]>;
  /** The level of all behaviors that are enabled this way. Omitted: the level that each has when the program runs. */
  riskLevel?: pulumi.Input<RiskLevel | undefined>;
}

/** One account. */
export interface PostureAccountArgs {
  /** The account: 32 lower-case hexadecimal characters. Changing it replaces the resource of the account. */
  accountId: pulumi.Input<string>;
  /**
   * Differences from the baseline. A behavior replaces the baseline's behavior as a whole. Omitted: there are none. `null`: as if there
   * were no baseline; `enableAllExcept` still applies.
   */
  behaviors?: pulumi.Input<PostureBehaviors | null | undefined>;
  /**
   * Enables every behavior that the account has when the program runs, so one that Cloudflare adds later shows up in the next preview. The
   * baseline and `behaviors` take precedence, also with `null`: that behavior is not managed. It costs one GET per run. Omitted: only what
   * is declared is managed.
   */
  enableAllExcept?: pulumi.Input<EnableAllExceptArgs | undefined>;
  /** The explicit provider with the account's credentials. Omitted: the component's, then the stack's configuration and the environment. */
  provider?: Provider | undefined;
}

/** One zone. */
export interface PostureZoneArgs {
  /** The zone: 32 lower-case hexadecimal characters. */
  zoneId: pulumi.Input<string>;
  /** Differences from the baseline. Omitted: there are none. `null`: as if there were no baseline. */
  fraud?: pulumi.Input<PostureFraudArgs | null | undefined>;
  /** The explicit provider with the zone's credentials. Omitted: the component's, then the stack's configuration and the environment. */
  provider?: Provider | undefined;
}

/** The settings of a company's accounts and zones. */
export interface RiskPostureArgs {
  /** The settings that every account and zone gets unless it declares a difference. Omitted: none. */
  baseline?: pulumi.Input<PostureBaselineArgs | undefined>;
  /** The accounts, by a name of your choice, which must be known when the program runs. Omitted: none. */
  accounts?: Record<string, PostureAccountArgs>;
  /** The zones, by a name of your choice, which must be known when the program runs. Omitted: none. */
  zones?: Record<string, PostureZoneArgs>;
  /**
   * What Appgate's risk model must do before anything is declared: detections that raise a user's risk are useful only if risk has
   * consequences. If an expectation is not met, the preview or deployment stops and names all that are not met. Omitted: the risk model is
   * not read.
   */
  requires?: pulumi.Input<RiskExpectation[] | undefined>;
  /** What happens to a setting that is removed from the program. Default: `restore`. */
  onDestroy?: pulumi.Input<OnDestroy>;
  /** Changes the component's resources, for what the component does not offer itself. */
  transform?: PostureTransforms;
}
