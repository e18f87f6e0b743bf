import type { Feature } from "../../provider/ownership/feature.js";
import { sameUnit, type Units, unitNames, unitValue } from "../../provider/ownership/units.js";
import { CommandError } from "../outcome.js";
import type { Comparison } from "./comparison.js";
import type { Connection } from "./connections.js";

/** Compares what the inputs declare with what is live. Other live settings are nobody's business here. */
export async function compareSettings<S extends Units>(
  feature: Feature<S>,
  inputs: object,
  connection: Connection,
): Promise<Comparison[]> {
  // What is encrypted reads as what is not known yet.
  const { id, units, unknown, complete } = feature.draft(inputs);
  if (id === undefined) {
    throw new CommandError(`${feature.idProperty} is encrypted in this export.`);
  }
  const live = await feature.observe(connection.cloudflare(), id);
  return [
    ...unitNames<S>(units).map((unit) => compareUnit(feature, unit, units, live)),
    ...[...unknown, ...(complete ? [] : ["(all)"])].map(
      (setting) => ({ setting, status: "encrypted" }) as const,
    ),
  ];
}

function compareUnit<S extends Units>(
  feature: Feature<S>,
  unit: keyof S & string,
  declared: Partial<S>,
  live: S,
): Comparison {
  const liveText = described(feature, live, unit);
  return {
    setting: unit,
    declared: described(feature, declared, unit) ?? "",
    ...(liveText === undefined ? {} : { live: liveText }),
    status: sameUnit<S>(unit, declared, live) ? "same" : "drift",
  };
}

function described<S extends Units>(
  feature: Feature<S>,
  settings: Partial<S>,
  unit: keyof S & string,
): string | undefined {
  const value = unitValue<S, typeof unit>(settings, unit);
  return value === undefined ? undefined : feature.describe(unit, value);
}
