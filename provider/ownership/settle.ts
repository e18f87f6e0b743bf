import { KeyedLock } from "../engine/lock.js";
import { PartialFailure } from "../engine/partial-failure.js";
import { plain } from "../engine/plain.js";
import { EntitlementError, InvalidValueError } from "../errors.js";
import { describeUnits } from "./describe.js";
import type { Declared, Feature, Recorded } from "./feature.js";
import { remember } from "./initial.js";
import { narrate, type Plan, plan, refuseObstacles, written } from "./plan.js";
import type { Run } from "./run.js";
import { differing, hasUnits, omit, type Units, unitNames } from "./units.js";
import { WriteFailure, write } from "./write.js";

/** One operation on one account or zone. */
export interface Operation<S extends Units> {
  readonly feature: Feature<S>;
  readonly run: Run<S>;
  readonly id: string;
  /** Shown to people, and kept in the log of the run. */
  readonly tell: (line: string) => void;
}

/** A document is one per account or zone: observe, write and verify of one id must not overlap. */
const lock = new KeyedLock();

/**
 * Leads from what is recorded to what is declared, and answers the new outputs. Creating records nothing before, deleting declares
 * nothing after: all three are the same work.
 */
export function settle<S extends Units>(
  operation: Operation<S>,
  recorded: Recorded<S>,
  declared: Declared<S>,
  props: object,
): Promise<object> {
  const { feature, run, id, tell } = operation;
  return lock.run(`${feature.type} ${id}`, async () => {
    const inherited = {
      ...recorded.initial,
      ...run.claims.takeOver(id, omit<S>(declared.units, unitNames<S>(recorded.units))),
    };
    const own = { ...recorded, units: leaveToSuccessors(operation, recorded, declared), initial: inherited };
    if (!hasUnits<S>(own.units) && !hasUnits<S>(declared.units) && hasUnits<S>(recorded.units)) {
      return outputs(feature, { ...declared, initial: {} });
    }
    const live = await run.observations.live(id);
    const planned = plan(feature, live, own, declared);
    refuseObstacles(planned);
    for (const line of narrate(feature, live, planned)) {
      tell(line);
    }
    await carryOut(operation, live, planned).catch((error: unknown) => {
      throw halfDone(operation, error, live, own, declared, props);
    });
    run.claims.manage(id, unitNames<S>(declared.units));
    return outputs(feature, { ...declared, initial: remember<S>(inherited, live, declared.units) });
  });
}

/**
 * Writes what is planned. If the API refuses to take back what is given up (the zone is no longer entitled, say), that is left as it
 * is and told: it must not stop what is declared.
 */
async function carryOut<S extends Units>(
  { feature, run, id, tell }: Operation<S>,
  live: S,
  planned: Plan<S>,
): Promise<void> {
  const bring = async (wanted: Partial<S>) => {
    if (hasUnits<S>(wanted)) {
      const outdate = () => run.observations.outdate(id);
      const { wholeDocuments } = run;
      await write({ feature, client: run.client(), id, wholeDocuments, tell, outdate }, live, wanted);
    }
  };
  try {
    await bring(written(planned));
  } catch (error) {
    if (!hasUnits<S>(planned.back) || !isRefusedValue(error)) {
      throw error;
    }
    await bring(planned.changes);
    const units = unitNames<S>(planned.back).join(", ");
    tell(`could not be given back and is left as it is: ${units}: ${error.message}`);
  }
}

/** Nothing was written, because of what it was. */
function isRefusedValue(error: unknown): error is WriteFailure {
  return (
    error instanceof WriteFailure &&
    !error.mayHaveApplied &&
    (error.cause instanceof EntitlementError || error.cause instanceof InvalidValueError)
  );
}

/** What the state records. */
export function outputs<S extends Units>(
  feature: Feature<S>,
  recorded: Omit<Recorded<S>, "unconfirmed">,
): object {
  return plain({ ...feature.encode(recorded), initial: feature.encodeInitial(recorded.initial) });
}

/**
 * The recorded units without those that somebody else declares now. A successor that is still to come, such as the replacement of
 * this resource, takes over what is remembered; one that manages the unit already has begun a history of its own.
 */
export function leaveToSuccessors<S extends Units>(
  { feature, run, id, tell }: Operation<S>,
  recorded: Recorded<S>,
  declared: Pick<Declared<S>, "units">,
): Partial<S> {
  const removed = omit<S>(recorded.units, unitNames<S>(declared.units));
  const left = run.claims.successors(id, removed);
  const late = unitNames<S>(run.claims.settled(id, left));
  const initial = remember<S>(recorded.initial, {}, left);
  if (late.length > 0) {
    tell(
      `leaves ${late.join(", ")} to the resource that declares it now. Before it was first managed: ` +
        `${describeUnits(feature, initial)}. To keep that on record when you rename a resource, give the new one "aliases"`,
    );
  }
  const handedOver = omit<S>(initial, late);
  if (hasUnits<S>(handedOver)) {
    tell(`hands over to its successor. Before it was first managed: ${describeUnits(feature, handedOver)}`);
    run.claims.handOver(id, handedOver);
  }
  return omit<S>(recorded.units, unitNames<S>(left));
}

/**
 * The error of a write that failed. If anything may have been written, the state must know of the resource, with `initial`, and the
 * next `up` must look: units that are being given up stay recorded until that is proved, and a unit that was seen with its recorded
 * value afterwards keeps that, so that destroying gives it back instead of taking it for somebody else's.
 */
function halfDone<S extends Units>(
  { feature, id }: Operation<S>,
  error: unknown,
  live: S,
  recorded: Recorded<S>,
  declared: Declared<S>,
  props: object,
): unknown {
  if (!(error instanceof WriteFailure) || !error.mayHaveApplied) {
    return error instanceof WriteFailure ? error.cause : error;
  }
  const untouched = omit<S>(recorded.units, unitNames<Units>(differing<Units>(error.seen, recorded.units)));
  const units = { ...recorded.units, ...declared.units, ...untouched };
  const recordedNow = { ...declared, units, initial: remember<S>(recorded.initial, live, units) };
  const provider = "__provider" in props ? { __provider: props.__provider } : {};
  return new PartialFailure(
    id,
    { ...outputs(feature, recordedNow), unconfirmed: true, ...provider },
    error.cause,
  );
}
