import * as pulumi from "@pulumi/pulumi";
import { register } from "../program/declarations.js";
import { requireArguments } from "../program/program-errors.js";
import { mayBeSecret, resourceOptions } from "../program/resource-options.js";
import { shortenStackTraces } from "../program/short-stack-traces.js";
import type { OnDestroy } from "../settings/on-destroy.js";
import type { FraudValues } from "./values.js";

const TYPE = "FraudSettings";

/** The answers of the origin that mean a successful, or a failed, login attempt. */
export interface CriterionArgs {
  /**
   * HTTP status codes of the origin's answer, 100 to 599, at most 10. Order and repetitions do not matter: the codes are kept sorted, each
   * once. `[]` means that there are none.
   */
  statusCodes: pulumi.Input<pulumi.Input<number>[]>;
}

/** How to tell whether a login attempt succeeded or failed. Needs user profiles to be enabled. No code may be in both criteria. */
export interface AuthenticationSettingsArgs {
  /** The answers that mean a successful login. Omitted: not managed. */
  successCriteria?: pulumi.Input<CriterionArgs>;
  /** The answers that mean a failed login. Omitted: not managed. */
  failureCriteria?: pulumi.Input<CriterionArgs>;
}

/** The settings of one zone. A setting that is omitted is not managed. */
export interface FraudZoneArgs {
  /** Whether Cloudflare keeps a profile of each user ("User ID" in the dashboard). Omitted: not managed. */
  userProfiles?: pulumi.Input<"enabled" | "disabled">;
  /**
   * Expressions of the Rules language that find the user name in a request, each evaluating to one text; at most 10. `[]` means that
   * there are none. Omitted: not managed. Example: `http.request.body.form["username"][0]`.
   */
  usernameExpressions?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * How to tell whether a login attempt succeeded or failed; the two criteria are managed one by one. Needs user profiles to be enabled, so
   * declare `userProfiles: "enabled"` too. Omitted: not managed.
   */
  authenticationSettings?: pulumi.Input<AuthenticationSettingsArgs>;
}

/** What to manage in a zone. */
export interface FraudSettingsArgs extends FraudZoneArgs {
  /** The zone: 32 lower-case hexadecimal characters. Changing it replaces the resource. */
  zoneId: pulumi.Input<string>;
  /** What happens to a setting when it is removed from the program. Default: `restore`. */
  onDestroy?: pulumi.Input<OnDestroy>;
}

/**
 * The fraud detection settings of a Cloudflare zone.
 *
 * The settings always exist, so creating adopts: it reads them, remembers each declared one in `initial`, and writes only what differs.
 * `userProfiles`, `usernameExpressions`, `successCriteria` and `failureCriteria` are managed one by one: a setting that is not declared is
 * not written, compared or given back.
 *
 * ```ts
 * new risk.FraudSettings("shop", {
 *     zoneId,
 *     userProfiles: "enabled",
 *     usernameExpressions: ['http.request.body.form["username"][0]'],
 * });
 * ```
 *
 * API: `GET` and `PUT /zones/{zone_id}/fraud_detection/settings`. Token permission: "Fraud Detection Write". Plan: a fraud detection
 * subscription (early access); without it the API refuses writes.
 */
export class FraudSettings extends pulumi.CustomResource {
  /** @internal Policy packs recognize the resources of this class by it: `validateResourceOfType(FraudSettings, …)`. */
  static readonly __pulumiType = "pulumi-nodejs:dynamic/riskPosture:FraudSettings";

  /** The zone; also the resource's id. */
  declare readonly zoneId: pulumi.Output<string>;
  /** `enabled` or `disabled`; after a refresh, as the zone has it. Absent: not managed. */
  declare readonly userProfiles: pulumi.Output<FraudValues["userProfiles"]>;
  /** The expressions; after a refresh, as the zone has them. Absent: not managed. */
  declare readonly usernameExpressions: pulumi.Output<FraudValues["usernameExpressions"]>;
  /** The managed criteria, codes sorted, each once; after a refresh, as the zone has them. Absent: not managed. */
  declare readonly authenticationSettings: pulumi.Output<FraudValues["authenticationSettings"]>;
  /** What happens to a setting when it is removed from the program. Absent: `restore`. */
  declare readonly onDestroy: pulumi.Output<OnDestroy | undefined>;
  /**
   * The managed settings as they were before this resource first managed them. Kept by updates and refreshes; secret if it has expressions,
   * or if a setting was given as an output or a promise, which may be secret, or if another output is in `additionalSecretOutputs`.
   */
  declare readonly initial: pulumi.Output<FraudValues>;

  /**
   * @param name The resource's unique name in the program.
   * @param args What to manage.
   * @param opts Pulumi's resource options. `import` and `id` are refused, since creating adopts; `deleteBeforeReplace` is on by default.
   */
  constructor(name: string, args: FraudSettingsArgs, opts?: pulumi.CustomResourceOptions) {
    requireArguments(`${TYPE} ${name}`, args, "zoneId and the settings to manage");
    const { zoneId, userProfiles, usernameExpressions, authenticationSettings, onDestroy, ...misspelled } =
      args;
    const token = FraudSettings.__pulumiType;
    const settings = { userProfiles, usernameExpressions };
    const declaration = { type: TYPE, token, name, opts, place: "zone", isSet: false };
    const { id, context } = register(declaration, zoneId, [settings, authenticationSettings]);
    const restoreStackTraces = shortenStackTraces();
    try {
      super(
        token,
        name,
        {
          // `check` reports these. A property that it does not receive would be ignored silently.
          ...misspelled,
          ...context,
          zoneId: id,
          userProfiles,
          usernameExpressions,
          authenticationSettings,
          onDestroy,
          initial: undefined,
          // A constant text: it captures nothing, so it cannot hold a secret, and no preview ever shows it as changed.
          __provider: 'exports.handler=()=>require("pulumi-risk-posture/handlers").fraudSettings',
        },
        resourceOptions(TYPE, mayBeSecret([settings, authenticationSettings]), opts),
      );
    } finally {
      restoreStackTraces();
    }
  }
}
