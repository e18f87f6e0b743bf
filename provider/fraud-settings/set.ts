import * as pulumi from "@pulumi/pulumi";
import { registerPlaces } from "../program/declarations.js";
import { requireArguments } from "../program/program-errors.js";
import { mayBeSecret, resourceOptions } from "../program/resource-options.js";
import type { OnDestroy } from "../settings/on-destroy.js";
import type { FraudZoneArgs } from "./resource.js";
import type { FraudValues } from "./values.js";

const TYPE = "FraudSettingsSet";

/** What to manage in many zones. */
export interface FraudSettingsSetArgs {
  /**
   * The zones, by their ids (32 lower-case hexadecimal characters), each with the settings to manage, as in {@link FraudSettings}. A zone
   * that is not in the map is left alone. When one is removed from the map, `onDestroy` decides what happens to its settings.
   */
  zones: pulumi.Input<Record<string, pulumi.Input<FraudZoneArgs>>>;
  /** What happens to a setting when it is removed from the program. Default: `restore`. */
  onDestroy?: pulumi.Input<OnDestroy>;
}

/**
 * The fraud detection settings of many Cloudflare zones as one resource. It adopts, compares and gives back each zone's settings like
 * {@link FraudSettings}, 64 zones at a time, so a hundred zones take hardly longer than one.
 *
 * A zone that fails does not stop the others: the error names it, the others are recorded, and the next `pulumi up` continues with it.
 *
 * ```ts
 * new risk.FraudSettingsSet("shops", {
 *     zones: Object.fromEntries(zoneIds.map((id) => [id, { userProfiles: "enabled" }])),
 * });
 * ```
 *
 * API, permission and plan: as for {@link FraudSettings}.
 */
export class FraudSettingsSet extends pulumi.CustomResource {
  /** @internal Policy packs recognize the resources of this class by it: `validateResourceOfType(FraudSettingsSet, …)`. */
  static readonly __pulumiType = "pulumi-nodejs:dynamic/riskPosture:FraudSettingsSet";

  /** The managed settings of each zone, by its id; after a refresh, as the zone has them. */
  declare readonly zones: pulumi.Output<Record<string, FraudValues>>;
  /** What happens to a setting when it is removed from the program. Absent: `restore`. */
  declare readonly onDestroy: pulumi.Output<OnDestroy | undefined>;
  /**
   * The managed settings of each zone as they were before they were first managed. Kept by updates and refreshes; secret if it has
   * expressions, or if a setting was given as an output or a promise, which may be secret, or if another output is in
   * `additionalSecretOutputs`.
   */
  declare readonly initial: pulumi.Output<Record<string, FraudValues>>;

  /**
   * @param name The resource's unique name in the program.
   * @param args What to manage.
   * @param opts Pulumi's resource options. `import` and `id` are refused, since creating adopts; `deleteBeforeReplace` is on by default.
   */
  constructor(name: string, args: FraudSettingsSetArgs, opts?: pulumi.CustomResourceOptions);
  /** @internal Also takes the zones' names in the program, by id, for the lines about them. */
  constructor(
    name: string,
    args: FraudSettingsSetArgs,
    opts: pulumi.CustomResourceOptions,
    names: pulumi.Input<Record<string, string>>,
  );
  constructor(
    name: string,
    args: FraudSettingsSetArgs,
    opts?: pulumi.CustomResourceOptions,
    names?: pulumi.Input<Record<string, string>>,
  ) {
    requireArguments(`${TYPE} ${name}`, args, "zones");
    const { onDestroy, zones: declared, ...misspelled } = args;
    const token = FraudSettingsSet.__pulumiType;
    const declaration = { type: TYPE, token, name, opts, place: "zone", isSet: true, names };
    const { places: zones, context } = registerPlaces(declaration, declared, settingsOf);
    super(
      token,
      name,
      {
        // `check` reports these. A property that it does not receive would be ignored silently.
        ...misspelled,
        ...context,
        zones,
        onDestroy,
        initial: undefined,
        // A constant text: it captures nothing, so it cannot hold a secret, and no preview ever shows it as changed.
        __provider: 'exports.handler=()=>require("pulumi-risk-posture/handlers").fraudSettingsSet',
      },
      resourceOptions(TYPE, mayBeSecret(declared), opts),
    );
  }
}

/** The criteria are managed one by one. */
function settingsOf({ authenticationSettings, ...rest }: Pick<FraudZoneArgs, "authenticationSettings">) {
  return [rest, authenticationSettings];
}
