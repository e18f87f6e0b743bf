import type { Feature } from "../../provider/settings/kind.js";
import { sameUnit, type Units, unitNames, unitValue } from "../../provider/settings/settings.js";
import { CommandError } from "../outcome.js";
import { type Comparison, comparison, type Shown } from "./comparison.js";
import type { Connection } from "./connections.js";
import type { StackResource } from "./stack-export.js";

/** All settings, where even their names are not to be seen. */
const ALL = "(all)";

/** Compares what the state holds with what is live. Other live settings are nobody's business here. */
export async function compareSettings<S extends Units>(
  feature: Feature<S>,
  { inputs, visible }: StackResource,
  connection: Connection,
): Promise<Comparison[]> {
  // What is encrypted reads as what is not known yet; so does, in the visible inputs, what is secret.
  const { id, units, unknown, complete } = feature.draft(inputs);
  if (id === undefined) {
    throw new CommandError(`${feature.idProperty} is encrypted in this export.`);
  }
  const live = await feature.observe(connection.cloudflare(), id);
  const shown = feature.draft(visible);
  const compared = unitNames<S>(units).map((unit) =>
    compareUnit(feature, unit, { state: units, live, secret: shown.unknown.includes(unit) }),
  );
  return [
    ...(shown.complete || !complete ? compared : inOne(compared)),
    ...[...unknown, ...(complete ? [] : [ALL])].map(
      (setting) => ({ setting, status: "encrypted", secret: true }) as const,
    ),
  ];
}

function compareUnit<S extends Units>(
  feature: Feature<S>,
  unit: keyof S & string,
  { state, live, secret }: { state: Partial<S>; live: S; secret: boolean },
): Comparison {
  return comparison({
    setting: unit,
    same: sameUnit<S>(unit, state, live),
    secret,
    state: shownOf(feature, state, unit) ?? { value: null, text: "" },
    live: shownOf(feature, live, unit),
  });
}

function inOne(compared: readonly Comparison[]): Comparison[] {
  const isSame = compared.every(({ status }) => status === "same");
  return [{ setting: ALL, status: isSame ? "same" : "drift", secret: true }];
}

function shownOf<S extends Units>(
  feature: Feature<S>,
  settings: Partial<S>,
  unit: keyof S & string,
): Shown | undefined {
  const value = unitValue<S, typeof unit>(settings, unit);
  return value === undefined ? undefined : { value, text: feature.describe(unit, value) };
}
