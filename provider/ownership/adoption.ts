import type { CheckFailure } from "@pulumi/pulumi/dynamic";
import { awaitLastWords, until } from "../engine/last-words.js";
import { failure } from "./check.js";
import type { Draft, Feature } from "./feature.js";
import { cannotCompare, foretellAdoption, isLive, NOT_IN_TIME } from "./foretell.js";
import type { Run } from "./run.js";
import { type Units, unitNames } from "./units.js";

/** Milliseconds from the start of an observation for which `check` waits for it. The engine runs checks one after another. */
const PATIENCE = 2_000;

/** The units that a check's new inputs come to manage. */
export interface Adoption<S extends Units> {
  readonly feature: Feature<S>;
  readonly run: Run<S>;
  readonly id: string;
  readonly draft: Draft<S>;
  readonly units: readonly string[];
}

/** The units that are declared now and were not before, on the same account or zone. */
export function adoptedUnits<S extends Units>(before: Draft<S>, now: Draft<S>): string[] {
  const known = before.id === now.id ? new Set(declaredNames(before)) : new Set();
  return declaredNames(now).filter((unit) => !known.has(unit));
}

export function declaredNames<S extends Units>({ units, unknown }: Draft<S>): string[] {
  return [...unitNames<S>(units), ...unknown];
}

/** Looks up what may be mistyped, and tells what is going to be overwritten. Answers what is wrong. */
export async function adopt<S extends Units>(adoption: Adoption<S>): Promise<CheckFailure[]> {
  const failures = await mistypedNames(adoption);
  if (failures.length === 0) {
    announce(adoption);
  }
  return failures;
}

/** Starts looking at the live settings, and tells what adoption overwrites as soon as they are there. Nobody waits for it. */
function announce<S extends Units>({ feature, run, id, draft, units }: Adoption<S>): void {
  const words = run.observations.share(id).settled.then((observed) => {
    if (isLive(observed)) {
      for (const line of foretellAdoption(feature, observed, draft, units)) {
        run.report.foretell(`${feature.type} ${id}: ${line}`);
      }
    } else {
      run.report.foretell(`${feature.type}: ${cannotCompare(observed)}`);
    }
  });
  awaitLastWords(words, () => run.report.foretell(`${feature.type} ${id}: ${NOT_IN_TIME}`));
}

/** Looks up units whose names may be mistyped, and waits for the answer, though not for ever. */
async function mistypedNames<S extends Units>(adoption: Adoption<S>): Promise<CheckFailure[]> {
  const { feature, run, id, units } = adoption;
  const doubtful = units.filter((unit) => feature.doubtful(unit) !== undefined);
  if (doubtful.length === 0) {
    return [];
  }
  const { settled, since } = run.observations.share(id);
  const observed = await Promise.race([settled, until(since + PATIENCE)]);
  if (observed === undefined || !isLive(observed)) {
    run.report.foretell(`${feature.type} ${id}: could not check that there is ${doubtful.join(", ")}`);
    return [];
  }
  return doubtful.flatMap((unit) => {
    const reason = feature.missing(unit, observed.live);
    return reason === undefined ? [] : [failure(feature.doubtful(unit) ?? [unit], reason)];
  });
}
