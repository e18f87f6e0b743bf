import * as pulumi from "@pulumi/pulumi";
import type { Provider } from "../cloudflare/explicit-provider.js";
import type { FraudZoneArgs } from "../fraud-settings/resource.js";
import type { FraudValues } from "../fraud-settings/values.js";
import { getOrInsert } from "../memoize.js";
import { isLater, when } from "../program/outputs-and-promises.js";
import { runError } from "../program/program-errors.js";
import type { PostureZoneArgs } from "./args.js";
import { zonesChildName } from "./child-names.js";

/** The zones that one resource manages, because one provider reaches them. */
export interface ZoneGroup {
  /** The name of the resource. */
  readonly child: string;
  /** Absent: the provider that the component passes on. */
  readonly provider: Provider | undefined;
  /** By their names in the program. */
  readonly zones: readonly (readonly [string, PostureZoneArgs])[];
}

/**
 * Groups zones by their providers.
 *
 * @param inherited The provider that the component passes on.
 */
export function groupZones(
  posture: string,
  zones: Readonly<Record<string, PostureZoneArgs>>,
  inherited: pulumi.ProviderResource | undefined,
): ZoneGroup[] {
  const groups = new Map<string, { provider: Provider | undefined; zones: [string, PostureZoneArgs][] }>();
  for (const [name, zone] of Object.entries(zones)) {
    const provider = zone.provider === inherited ? undefined : zone.provider;
    const child = zonesChildName(posture, provider);
    const group = getOrInsert(groups, child, () => ({ provider, zones: [] }));
    if (group.provider !== provider) {
      throw runError(
        `RiskPosture ${posture}: two providers of its zones are named ${provider?.name}: give one of them another name.`,
      );
    }
    group.zones.push([name, zone]);
  }
  return [...groups].map(([child, group]) => ({ child, ...group }));
}

/** A zone with its settings merged. */
export interface MergedZone {
  /** Its name in the program. */
  readonly name: string;
  readonly zoneId: pulumi.Input<string>;
  readonly fraud: FraudZoneArgs;
}

/** Zones by their ids, as a set takes them. */
export interface ZonesById {
  readonly settings: Record<string, pulumi.Input<FraudZoneArgs>>;
  /** Their names in the program. */
  readonly names: Record<string, string>;
}

/**
 * Maps zones by their ids, and refuses an id that occurs twice. If an id is an output or a promise, so are the maps, but not their values.
 *
 * @param subject The posture, for messages: "RiskPosture acme".
 */
export function zonesById(subject: string, zones: readonly MergedZone[]): pulumi.Input<ZonesById> {
  const ids = zones.map(({ zoneId }) => zoneId);
  return when<readonly unknown[], ZonesById>(ids.some(isLater) ? pulumi.all(ids) : ids, (known) =>
    mapById(subject, zones, known),
  );
}

/**
 * The initial settings of one zone of a set. Empty if the set does not have the zone, or if a unit test's engine records nothing.
 *
 * @param initial The initial settings of all zones of the set, by id.
 */
export function initialOf(
  initial: pulumi.Output<Readonly<Record<string, FraudValues>> | undefined>,
  zoneId: pulumi.Input<string>,
): pulumi.Output<FraudValues> {
  // Nested, because `pulumi.all` of both would walk all zones for each zone.
  return pulumi.output(zoneId).apply((id) => initial.apply((zones) => zones?.[id] ?? {}));
}

function mapById(subject: string, zones: readonly MergedZone[], ids: readonly unknown[]): ZonesById {
  const settings = new Map<string, FraudZoneArgs>();
  const names = new Map<string, string>();
  for (const [index, { name, fraud }] of zones.entries()) {
    const id = ids[index];
    if (typeof id !== "string" || id === "") {
      throw runError(`${subject}, zone ${name}: zoneId is missing: it must be the id of the zone, as text.`);
    }
    const other = names.get(id);
    if (other !== undefined) {
      // Without the id, which may be secret.
      throw runError(`${subject}: the zones ${other} and ${name} have the same zoneId: declare it once.`);
    }
    settings.set(id, fraud);
    names.set(id, name);
  }
  return { settings: Object.fromEntries(settings), names: Object.fromEntries(names) };
}
