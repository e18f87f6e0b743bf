import * as pulumi from "@pulumi/pulumi";
import type { FraudZoneArgs } from "../fraud-settings/resource.js";
import { isLater, when } from "../program/later.js";
import { runError } from "../program/run-error.js";

/** A zone with its settings merged. */
export interface MergedZone {
  /** Its name in the program. */
  readonly name: string;
  readonly zoneId: pulumi.Input<string>;
  readonly fraud: FraudZoneArgs;
}

/**
 * Zones by their ids, as a set takes them. Ids that are still to come leave the map to come too, but what stands in it as it is.
 *
 * @param subject What declares them: "RiskPosture acme".
 */
export function zonesById(
  subject: string,
  zones: readonly MergedZone[],
): pulumi.Input<Record<string, pulumi.Input<FraudZoneArgs>>> {
  const ids = zones.map(({ zoneId }) => zoneId);
  return when<readonly unknown[], Record<string, pulumi.Input<FraudZoneArgs>>>(
    ids.some(isLater) ? pulumi.all(ids) : ids,
    (known) => mapOf(subject, zones, known),
  );
}

function mapOf(
  subject: string,
  zones: readonly MergedZone[],
  ids: readonly unknown[],
): Record<string, FraudZoneArgs> {
  const names = new Map<string, string>();
  const entries = zones.map(({ name, fraud }, index) => {
    const id = ids[index];
    if (typeof id !== "string" || id === "") {
      throw runError(`${subject}, zone ${name}: zoneId is missing: it must be the id of the zone, as text.`);
    }
    const other = names.get(id);
    if (other !== undefined) {
      // Not the id: it may be secret.
      throw runError(`${subject}: the zones ${other} and ${name} have the same zoneId: declare it once.`);
    }
    names.set(id, name);
    return [id, fraud] as const;
  });
  return Object.fromEntries(entries);
}
