import { EntitlementError, InvalidValueError, NotFoundError } from "../../errors.js";
import type { Recorded } from "../kind.js";
import {
  beforeManaged,
  KEPT_BY_OPTIONS,
  KEPT_BY_TWO_RUNS,
  leavesForgotten,
  leavesTo,
  list,
  NOT_GIVEN_BACK,
  retains,
} from "../messages/wording.js";
import type { Session } from "../session.js";
import { hasSettings, omit, pick, remember, type Settings, settingNames } from "../settings.js";
import { type Failed, failed } from "./half-done.js";
import { KeyedLock } from "./keyed-lock.js";
import type { Operation } from "./operation.js";
import { reconcile } from "./reconcile.js";
import { isSettled, type Transition, transitionOf } from "./transition.js";

/** A document is one per account or zone: observe, write and verify of one must not overlap. */
const lock = new KeyedLock();

/** Offers what is remembered, and waits until others have done so: at once, since they may be at work already. */
export async function prepare<S extends Settings>(
  { form, session: { claims } }: { readonly form: { readonly isSet: boolean }; readonly session: Session<S> },
  { recorded, adopted, removed, forgotten }: Transition<S>,
): Promise<void> {
  const isGiving = hasSettings(removed) || hasSettings(forgotten);
  if (isGiving) {
    claims.handOver.offer(recorded);
  }
  if (isGiving || hasSettings(adopted)) {
    await claims.complete(recorded.id, adopted, form.isSet && isGiving);
  }
}

/** What an operation on an account or zone came to. */
export type Result<S extends Settings> = Failed<S> | { readonly recorded: Recorded<S> };

/** Leads from what is recorded to what is declared, and answers what to record then. */
export async function apply<S extends Settings>(
  operation: Operation<S>,
  transition: Transition<S>,
): Promise<Result<S>> {
  const { kind, session, id } = operation;
  const work = async () => {
    const isTaking =
      hasSettings(transition.adopted) ||
      session.claims.isReleased(id, settingNames(transition.declared.settings));
    // Before saying that anything is given back: two that wait for each other would wait for long.
    if (isTaking && (await session.others.haveGiven(id))) {
      session.liveReads.invalidate(id);
    }
    const alone = () => applyAlone(operation, transition);
    return hasSettings(transition.removed)
      ? session.others.giving(id, settingNames(transition.removed), alone)
      : alone();
  };
  // Whatever else goes wrong is the failure of this one, and must not stop the others.
  return lock
    .run(`${kind.place} ${id}`, work)
    .catch((error: unknown) => failed(operation, transition, {}, error));
}

async function applyAlone<S extends Settings>(
  operation: Operation<S>,
  whole: Transition<S>,
): Promise<Result<S>> {
  const { session, id } = operation;
  session.claims.release(id, settingNames(whole.removed));
  const transition = leaveToSuccessors(operation, whole);
  const { recorded, declared, adopted } = transition;
  logForgotten(operation, transition);
  let before: Partial<S> = {};
  try {
    refuseHeld(operation, transition);
    // What stays declared is looked at also where all that changes is left to others.
    if (!isSettled(session, whole) && needsRequests(operation, transition)) {
      const reconciled = await reconcile(operation, transition);
      before = reconciled.before;
      if (reconciled.failure !== undefined) {
        throw reconciled.failure;
      }
    }
  } catch (error) {
    const failure = failed(operation, transition, before, error);
    return notGivenBack(operation, transition, failure.error) ?? failure;
  }
  // What was managed before and is not on record stays so: what is live now is what we have written.
  const seen = recorded.unconfirmed ? before : pick(before, settingNames(adopted));
  const initial = remember(
    { ...recorded.initial, ...session.claims.handOver.take(id, adopted) },
    seen,
    declared.settings,
  );
  session.claims.handOver.begin(id, adopted);
  return { recorded: { ...declared, initial, unconfirmed: false } };
}

/**
 * What is gone, or cannot take its settings any more, has nothing given back, which is no failure. Says what there was before: nothing else
 * keeps that on record.
 */
function notGivenBack<S extends Settings>(
  { kind, log }: Operation<S>,
  { recorded: { initial }, declared }: Transition<S>,
  error: Error,
): Result<S> | undefined {
  const isGoneOrNotEntitled = error instanceof NotFoundError || error instanceof EntitlementError;
  if (!isGoneOrNotEntitled || hasSettings(declared.settings)) {
    return undefined;
  }
  log(`${NOT_GIVEN_BACK}: ${error.message}`);
  if (hasSettings(initial)) {
    log(beforeManaged(kind, initial));
  }
  return { recorded: { ...declared, initial: {}, unconfirmed: false } };
}

/**
 * Takes nothing over while a resource that may have it on record was refused: what was there before would be lost. Its inputs do not tell
 * what is on record: it may be half done.
 */
function refuseHeld<S extends Settings>(
  { kind, session, id }: Operation<S>,
  { adopted }: Transition<S>,
): void {
  if (hasSettings(adopted) && session.claims.isHeld(id)) {
    throw new InvalidValueError(
      `${list(settingNames(adopted))} may be on record of another resource of this ${kind.place}, whose inputs were refused. Put those right, and run pulumi up again`,
    );
  }
}

/** What a refresh did not find, and what is not declared any more, is forgotten: whether it is there again, and whose, nobody has looked. */
function logForgotten<S extends Settings>(
  { kind, session, id, log }: Operation<S>,
  { forgotten }: Transition<S>,
): void {
  const left = omit(forgotten, settingNames(session.claims.successors(id, forgotten)));
  if (hasSettings(left)) {
    log(`${leavesForgotten(settingNames(left))}. ${beforeManaged(kind, left)}`);
  }
}

/** Nothing is sent where nothing is declared, and nothing is left to be given back, or all of that is to be retained. */
function needsRequests<S extends Settings>(
  { log }: Operation<S>,
  { declared, removed }: Transition<S>,
): boolean {
  const isRetained = hasSettings(removed) && declared.onDestroy === "retain";
  if (isRetained) {
    log(retains(settingNames(removed)));
  }
  return hasSettings(declared.settings) || (hasSettings(removed) && !isRetained);
}

/**
 * Leaves settings to those that declare them now, and answers what remains to be done. A successor that is still to come, such as the
 * replacement of this resource, takes over what is remembered; one that manages the setting already has begun a history of its own.
 */
function leaveToSuccessors<S extends Settings>(
  { kind, session, id, log }: Operation<S>,
  { recorded, declared, removed }: Transition<S>,
): Transition<S> {
  const left = hasSettings(removed) ? session.claims.successors(id, removed) : {};
  const leftNames = settingNames(left);
  const initial = pick(recorded.initial, leftNames);
  const elsewhere = pick(initial, settingNames(session.claims.declaredElsewhereOnly(id, left)));
  const begun = omit(session.claims.handOver.begun(id, initial), settingNames(elsewhere));
  for (const [lost, taker, advice] of [
    [elsewhere, "the resource of another provider", KEPT_BY_TWO_RUNS],
    [begun, "the resource", KEPT_BY_OPTIONS],
  ] as const) {
    if (hasSettings(lost)) {
      log(`${leavesTo(settingNames(lost), taker)}. ${beforeManaged(kind, lost)}. ${advice}`);
    }
  }
  const handedOver = omit(initial, settingNames({ ...elsewhere, ...begun }));
  if (hasSettings(handedOver)) {
    log(`hands over to its successor. ${beforeManaged(kind, handedOver)}`);
  }
  const own = {
    ...recorded,
    settings: omit(recorded.settings, leftNames),
    initial: omit(recorded.initial, leftNames),
  };
  return transitionOf(own, declared);
}
