import * as pulumi from "@pulumi/pulumi";
import type { Provider } from "../cloudflare/explicit-provider.js";
import type { FraudZoneArgs } from "../fraud-settings/resource.js";
import type { FraudValues } from "../fraud-settings/values.js";
import { getOrInsert } from "../memoize.js";
import { isLater, when } from "../program/later.js";
import { runError } from "../program/run-error.js";
import type { PostureZoneArgs } from "./args.js";

/** The zones that one resource manages, because one provider reaches them. */
export interface ZoneGroup {
  /** The name of the resource. */
  readonly child: string;
  /** Absent: the one that the component passes on. */
  readonly provider: Provider | undefined;
  /** By their names in the program. */
  readonly zones: readonly (readonly [string, PostureZoneArgs])[];
}

/**
 * Sorts zones by their providers. The names of the resources do not change when other zones come, go or stand in another order: what is on
 * record would be lost.
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
    const child = provider === undefined ? `${posture}-zones` : `${posture}-zones-${provider.name}`;
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
  /** What they are called in the program. */
  readonly names: Record<string, string>;
}

/**
 * Sorts zones by their ids, and refuses one that comes twice. Ids that are still to come leave the maps to come too, but what stands in them as it is.
 *
 * @param subject What declares them: "RiskPosture acme".
 */
export function zonesById(subject: string, zones: readonly MergedZone[]): pulumi.Input<ZonesById> {
  const ids = zones.map(({ zoneId }) => zoneId);
  return when<readonly unknown[], ZonesById>(ids.some(isLater) ? pulumi.all(ids) : ids, (known) =>
    sorted(subject, zones, known),
  );
}

/**
 * What was there before in one zone of a set. Nothing where the set does not have the zone, or an engine of a unit test remembers nothing.
 *
 * @param initial Of all zones of the set, by id.
 */
export function initialOf(
  initial: pulumi.Output<Readonly<Record<string, FraudValues>> | undefined>,
  zoneId: pulumi.Input<string>,
): pulumi.Output<FraudValues> {
  // One in the other: `pulumi.all` of both would walk all zones for each of them.
  return pulumi.output(zoneId).apply((id) => initial.apply((zones) => zones?.[id] ?? {}));
}

function sorted(subject: string, zones: readonly MergedZone[], ids: readonly unknown[]): ZonesById {
  const settings = new Map<string, FraudZoneArgs>();
  const names = new Map<string, string>();
  for (const [index, { name, fraud }] of zones.entries()) {
    const id = ids[index];
    if (typeof id !== "string" || id === "") {
      throw runError(`${subject}, zone ${name}: zoneId is missing: it must be the id of the zone, as text.`);
    }
    const other = names.get(id);
    if (other !== undefined) {
      // Not the id: it may be secret.
      throw runError(`${subject}: the zones ${other} and ${name} have the same zoneId: declare it once.`);
    }
    settings.set(id, fraud);
    names.set(id, name);
  }
  return { settings: Object.fromEntries(settings), names: Object.fromEntries(names) };
}
