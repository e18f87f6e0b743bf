import { EntitlementError, InvalidValueError, NotFoundError } from "../../errors.js";
import type { Recorded } from "../kind.js";
import {
  beforeManaged,
  handsOver,
  KEPT_BY_OPTIONS,
  KEPT_BY_TWO_RUNS,
  leavesForgotten,
  leavesTo,
  NOT_GIVEN_BACK,
  retains,
} from "../messages/give-back-wording.js";
import { mayBeOnRecord } from "../messages/write-and-failure-wording.js";
import type { Resource } from "../provider-session.js";
import { hasSettings, omit, pick, remember, type Settings, settingNames } from "../settings.js";
import { KeyedLock } from "./keyed-lock.js";
import type { Operation } from "./operation-on-place.js";
import { reconcile } from "./reconcile.js";
import { type Failed, failed } from "./record-after-failure.js";
import { isSettled, type Transition, transitionOf } from "./recorded-and-declared.js";

/** Each account or zone has one settings document: operations that read, write and verify it must not overlap. */
const lock = new KeyedLock();

/** Offers the remembered values at once, since other resources may be at work already, and waits until they have offered theirs. */
export async function offerAndWait<S extends Settings>(
  { layout, session: { claims } }: Resource<S>,
  { recorded, adopted, removed, forgotten }: Transition<S>,
): Promise<void> {
  const isGiving = hasSettings(removed) || hasSettings(forgotten);
  if (isGiving) {
    claims.handOver.offer(recorded);
  }
  if (isGiving || hasSettings(adopted)) {
    await claims.waitForOffers(recorded.id, adopted, layout.isSet && isGiving);
  }
}

/** The result of an operation on an account or zone. */
export type Result<S extends Settings> = Failed<S> | { readonly recorded: Recorded<S> };

/** Brings an account or zone from its recorded to its declared settings. Returns the new record. */
export async function applyToPlace<S extends Settings>(
  operation: Operation<S>,
  transition: Transition<S>,
): Promise<Result<S>> {
  const { kind, session, id } = operation;
  // Before any wait, and before it is asked who gives back: each of two processes must announce first, and look then.
  session.claims.renew(id, transition.adopted);
  const work = async () => {
    const isTaking =
      hasSettings(transition.adopted) ||
      session.claims.isReleased(id, settingNames(transition.declared.settings));
    // Wait before the give-back is announced: two processes that wait for each other would wait for long.
    if (isTaking && (await session.others.waitForGiveBacks(id))) {
      session.liveReads.invalidate(id);
    }
    const alone = () => applyAlone(operation, transition);
    return hasSettings(transition.removed)
      ? session.others.announceGiveBack(id, settingNames(transition.removed), alone)
      : alone();
  };
  // Any other error fails this account or zone only, and must not stop the others.
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
    // Settings that stay declared are read even if all changes are left to other resources.
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
  // A setting that was managed before without an initial value keeps none: its live value is our own.
  const seen = recorded.unconfirmed ? before : pick(before, settingNames(adopted));
  const initial = remember(
    { ...recorded.initial, ...session.claims.handOver.takenInitial(id, adopted) },
    seen,
    declared.settings,
  );
  session.claims.handOver.markAdopted(id, adopted);
  return { recorded: { ...declared, initial, unconfirmed: false } };
}

/**
 * If nothing is declared any more, an account or zone that is gone or no longer entitled gets nothing back, and that is no failure. Logs
 * the initial values: nothing else keeps them on record.
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
 * Adopts nothing while a refused resource may have the settings on record: their initial values would be lost. The inputs of that resource
 * do not show what is on record: it may be half done.
 */
function refuseHeld<S extends Settings>(
  { kind, session, id }: Operation<S>,
  { adopted }: Transition<S>,
): void {
  if (hasSettings(adopted) && session.claims.isHeld(id)) {
    throw new InvalidValueError(mayBeOnRecord(kind.place, settingNames(adopted)));
  }
}

/** Logs undeclared settings that a refresh did not find. Nobody has looked whether they exist again, and whose they are. */
function logForgotten<S extends Settings>(
  { kind, session, id, log }: Operation<S>,
  { forgotten }: Transition<S>,
): void {
  const left = omit(forgotten, settingNames(session.claims.successors(id, forgotten)));
  if (hasSettings(left)) {
    log(`${leavesForgotten(settingNames(left))}. ${beforeManaged(kind, left)}`);
  }
}

/** Whether there is anything to send: a declared setting, or one to give back that is not retained. */
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
 * Leaves settings to the resources that declare them now, and returns the remaining transition. A successor that has yet to begin, such as the
 * replacement of this resource, takes over the remembered values. One that manages the setting already has recorded its own.
 */
function leaveToSuccessors<S extends Settings>(
  { kind, session, id, log }: Operation<S>,
  { recorded, declared, removed }: Transition<S>,
): Transition<S> {
  const left = hasSettings(removed) ? session.claims.successors(id, removed) : {};
  const leftNames = settingNames(left);
  const initial = pick(recorded.initial, leftNames);
  const elsewhere = pick(initial, settingNames(session.claims.undeclaredHere(id, left)));
  const begun = omit(session.claims.handOver.adoptedWithoutOffer(id, initial), settingNames(elsewhere));
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
    log(handsOver(kind, handedOver));
  }
  const own = {
    ...recorded,
    settings: omit(recorded.settings, leftNames),
    initial: omit(recorded.initial, leftNames),
  };
  return transitionOf(own, declared);
}
