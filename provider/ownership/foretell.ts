import { RiskPostureError } from "../errors.js";
import type { Draft, Feature, Recorded } from "./feature.js";
import { NOTHING } from "./feature.js";
import { giveBack } from "./give-back.js";
import type { Observation } from "./observations.js";
import { givesBack, overwrites, plan } from "./plan.js";
import { hasUnits, omit, pick, type Units, unitNames } from "./units.js";

/**
 * What `check` tells of units that are about to be managed: what adopting them overwrites, and what the API is going to refuse. Pure,
 * so that a preview and the operation itself find the same words.
 */
export function foretellAdoption<S extends Units>(
  feature: Feature<S>,
  { live }: { readonly live: S },
  draft: Draft<S>,
  adopted: readonly string[],
): string[] {
  const { changes, refused } = plan(feature, live, { id: "", ...NOTHING }, { id: "", units: draft.units });
  const overwritten = pick<S>(changes, adopted);
  const unwritable = refused.filter(({ unit }) => adopted.includes(unit));
  const open = draft.unknown.filter((unit) => adopted.includes(unit));
  const lines = [
    ...overwrites(
      feature,
      live,
      omit<S>(
        overwritten,
        unwritable.map(({ unit }) => unit),
      ),
    ),
    ...unwritable.map(({ unit, reason }) => `cannot set ${unit}: it ${reason}`),
    ...open.map((unit) => `cannot tell yet what ${unit} becomes: its value is not known in this preview`),
  ];
  return lines.length > 0
    ? lines
    : [`adopts ${list(adopted)} and overwrites nothing: live and declared are the same`];
}

/** What `diff` tells of units that leave the program. It asks nobody, so it takes the live value for the recorded one. */
export function foretellGiveBack<S extends Units>(
  feature: Feature<S>,
  recorded: Recorded<S>,
  removed: Partial<S>,
): string[] {
  if (recorded.onDestroy === "retain") {
    return hasUnits<S>(removed) ? [`leaves ${list(unitNames<S>(removed))}: onDestroy is "retain"`] : [];
  }
  const { write } = giveBack<S>({
    recorded: removed,
    initial: recorded.initial,
    // Every removed unit has a recorded value, which is all that is looked at.
    live: removed,
    onDestroy: recorded.onDestroy ?? "restore",
    off: feature.off,
  });
  const unchanged = unitNames<S>(omit<S>(removed, unitNames<S>(write)));
  return [
    ...givesBack(feature, removed, write),
    ...(unchanged.length === 0 ? [] : [`gives up ${list(unchanged)}: nothing changes`]),
  ];
}

/** What could not be compared, and why. */
export function cannotCompare({ error }: { readonly error: unknown }): string {
  const reason = error instanceof RiskPostureError ? error.message : "an unexpected error";
  return `Not compared with the live settings, so this cannot say what is overwritten: ${reason}`;
}

export function isLive<S>(observation: Observation<S>): observation is { readonly live: S } {
  return "live" in observation;
}

function list(units: readonly string[]): string {
  return units.join(", ");
}
