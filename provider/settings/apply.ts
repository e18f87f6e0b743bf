import { KeyedLock } from "../engine/lock.js";
import { PartialFailure } from "../engine/partial-failure.js";
import { plain } from "../engine/plain.js";
import { describeUnits } from "./describe.js";
import type { Declared, Feature, Recorded } from "./kind.js";
import { retains } from "./preview.js";
import { remember } from "./initial.js";
import { type Progress, reconcile } from "./reconcile.js";
import type { Run } from "./session.js";
import { differing, hasUnits, omit, type Units, unitNames } from "./settings.js";
import { WriteFailure } from "./write.js";

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
export async function settle<S extends Units>(
  operation: Operation<S>,
  recorded: Recorded<S>,
  declared: Declared<S>,
  props: object,
): Promise<object> {
  const { feature, run, id } = operation;
  const adopted = omit<S>(declared.units, unitNames<S>(recorded.units));
  if (hasUnits<S>(adopted)) {
    await run.claims.offersOf(id, adopted);
  }
  const work = () => settleAlone(operation, recorded, declared, props);
  const givesUp = hasUnits<S>(omit<S>(recorded.units, unitNames<S>(declared.units)));
  if (givesUp) {
    // At once: whoever comes to manage one of these may be at work already.
    run.claims.offer(id, recorded.initial);
  }
  return lock.run(`${feature.type} ${id}`, () => (givesUp ? run.claims.giving(id, work) : work()));
}

async function settleAlone<S extends Units>(
  operation: Operation<S>,
  recorded: Recorded<S>,
  declared: Declared<S>,
  props: object,
): Promise<object> {
  const { feature, run, id } = operation;
  const adopted = omit<S>(declared.units, unitNames<S>(recorded.units));
  run.claims.release(id, unitNames<S>(omit<S>(recorded.units, unitNames<S>(declared.units))));
  const own = { ...recorded, units: leaveToSuccessors(operation, recorded, declared) };
  if (hasUnits<S>(adopted) && (await run.claims.givenElsewhere(id))) {
    run.observations.outdate(id);
  }
  const progress: Progress<S> = { before: {} };
  try {
    if (needsRequests(operation, own, declared)) {
      await reconcile(operation, { own, declared }, progress);
    }
  } catch (error) {
    throw halfDone(operation, error, { live: progress.before, adopted, own, declared, props });
  }
  const initial = remember<S>(
    { ...own.initial, ...run.claims.take(id, adopted) },
    progress.before,
    declared.units,
  );
  run.claims.begin(id, adopted);
  return outputs(feature, { ...declared, initial });
}

/** Nothing is sent where nothing is declared, and nothing is left to be given back, or all of that is to be retained. */
function needsRequests<S extends Units>(
  { tell }: Operation<S>,
  own: Recorded<S>,
  declared: Declared<S>,
): boolean {
  const removed = unitNames<S>(omit<S>(own.units, unitNames<S>(declared.units)));
  const isRetained = removed.length > 0 && declared.onDestroy === "retain";
  if (isRetained) {
    tell(retains(removed));
  }
  return hasUnits<S>(declared.units) || (removed.length > 0 && !isRetained);
}

/**
 * The recorded units without those that somebody else declares now. A successor that is still to come, such as the replacement of
 * this resource, takes over what is remembered; one that manages the unit already has begun a history of its own.
 */
function leaveToSuccessors<S extends Units>(
  { feature, run, id, tell }: Operation<S>,
  recorded: Recorded<S>,
  declared: Declared<S>,
): Partial<S> {
  const removed = omit<S>(recorded.units, unitNames<S>(declared.units));
  const left = hasUnits<S>(removed) ? run.claims.successors(id, removed) : {};
  const late = unitNames<S>(run.claims.outOfReach(id, left));
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
  }
  return omit<S>(recorded.units, unitNames<S>(left));
}

/** What the state records. */
export function outputs<S extends Units>(
  feature: Feature<S>,
  { unconfirmed = false, ...recorded }: Omit<Recorded<S>, "unconfirmed"> & { readonly unconfirmed?: boolean },
): object {
  return plain({
    ...feature.encode(recorded),
    initial: feature.encodeInitial(recorded.initial),
    ...(unconfirmed ? { unconfirmed } : {}),
  });
}

interface Attempt<S extends Units> {
  readonly live: Partial<S>;
  /** The units that it was to come to manage. */
  readonly adopted: Partial<S>;
  readonly own: Recorded<S>;
  readonly declared: Declared<S>;
  readonly props: object;
}

/**
 * The error to throw. If anything may have been written, the state must know of the resource, with `initial`, and the next `up` must
 * look: units that are being given up stay recorded until that is proved, and a unit that was seen with its recorded value afterwards
 * keeps that, so that destroying gives it back instead of taking it for somebody else's. The same holds if a predecessor that may be
 * gone by now has handed over what it remembered: nobody else has it.
 */
function halfDone<S extends Units>(
  { feature, run, id }: Operation<S>,
  error: unknown,
  attempt: Attempt<S>,
): unknown {
  const { live, adopted, own, declared, props } = attempt;
  const taken = run.claims.take(id, adopted);
  const cause = error instanceof WriteFailure ? error.cause : error;
  const applied = error instanceof WriteFailure && error.mayHaveApplied;
  const seen = error instanceof WriteFailure ? error.seen : {};
  if (!(cause instanceof Error) || !(applied || hasUnits<S>(taken))) {
    return cause;
  }
  const untouched = omit<S>(own.units, unitNames<Units>(differing<Units>(seen, own.units)));
  const units = { ...own.units, ...declared.units, ...untouched };
  const recorded = {
    ...declared,
    units,
    initial: remember<S>({ ...own.initial, ...taken }, live, units),
    unconfirmed: true,
  };
  const provider = "__provider" in props ? { __provider: props.__provider } : {};
  return new PartialFailure(id, { ...outputs(feature, recorded), ...provider }, cause);
}
