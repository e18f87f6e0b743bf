import { VerificationError } from "../../errors.js";
import { type LiveRead, timed } from "../live-reads.js";
import { overwrites } from "../messages/adoption-wording.js";
import { describeChanges } from "../messages/describe.js";
import {
  changedByOthers,
  changedDuringPutBack,
  mayBeWiped,
  putsBack,
  sendsAllFromNowOn,
} from "../messages/write-and-failure-wording.js";
import { differing, hasSettings, omit, pick, type Settings, sameSetting, settingNames } from "../settings.js";
import { finishDespiteCancellation, observeDespiteCancellation } from "./despite-cancellation.js";
import type { Operation, SendingOperation } from "./operation-on-place.js";
import { put } from "./put.js";
import { complete, verify } from "./send-and-verify.js";

/** A write and its result. */
export interface Written<S extends Settings> {
  /** The settings that were not sent, as they were before. */
  readonly rest: Partial<S>;
  /** The settings that were written. */
  readonly wanted: Partial<S>;
  /** The settings that the program declares. Only those that differed were written. */
  readonly declared: Partial<S>;
  /** All settings as they are afterwards. */
  readonly after: S;
}

/**
 * Puts back the rest (the settings that were not sent) if the PUT wiped it: for behaviors, no documentation says whether a partial PUT
 * leaves the rest alone. Any other change of the rest is somebody else's: it is logged, not undone. Returns all live settings, by which the
 * caller undoes a change of declared settings.
 */
export async function protectTheRest<S extends Settings>(
  operation: SendingOperation<S>,
  { rest, wanted, declared, after }: Written<S>,
): Promise<S> {
  const { kind, session, id } = operation;
  const undeclared = omit(rest, settingNames(declared));
  if (session.wholeDocuments.has(id) || !kind.isMapWiped(rest, after)) {
    logOthers(operation, { rest: undeclared, live: after }, "it is left so");
    return after;
  }
  const read = await timed(observeDespiteCancellation(operation));
  const wiped = settingNames(differing(after, rest)).filter((setting) =>
    sameSetting(setting, after, read.live),
  );
  if (wiped.length === 0 || !kind.isMapWiped(rest, read.live)) {
    logOthers(operation, { rest: undeclared, live: read.live }, "it is left so");
    return read.live;
  }
  return putBack(operation, { rest: pick(rest, wiped), wanted, declared, read });
}

/**
 * Logs the rest as it was, if an operation failed before anyone saw whether a write wiped it: nothing else is a record of it. `seen`: the
 * settings that were seen afterwards, if any.
 */
export function logTheRest<S extends Settings>(
  { kind, log }: Operation<S>,
  rest: Partial<S>,
  seen: Settings,
): void {
  const kept = omit(rest, settingNames(differing<Settings>(seen, rest)));
  if (kind.isMapWiped(rest, kept)) {
    log(mayBeWiped(kind, rest), "warning");
  }
}

/** `rest`: only the settings that seem to be wiped. */
interface PutBack<S extends Settings> extends Omit<Written<S>, "after"> {
  /** The live settings seen after that. */
  readonly read: LiveRead<S>;
}

/**
 * Puts back the settings that seem to be wiped, and then repeats the PUT to find the cause: an API that replaces the map wipes them again.
 * If it does not, somebody else changed them at the same moment. That change is put back, except for declared settings.
 */
async function putBack<S extends Settings>(
  operation: SendingOperation<S>,
  { rest, wanted, declared, read }: PutBack<S>,
): Promise<S> {
  const { kind, session, id, log, delivered } = operation;
  const whole = { ...read.live, ...rest, ...wanted };
  // Both PUTs send again what was just written: that overwrites a change of it.
  for (const line of [putsBack(kind, rest), ...overwrites(kind, read.live, differing(read.live, wanted))]) {
    log(line);
  }
  await delivered();
  const restored = await putNow(operation, read, whole);
  const shown = await putNow(operation, restored, wanted);
  if (!hasSettings(differing(shown.live, rest))) {
    const theirs = omit(pick(read.live, settingNames(rest)), settingNames(declared));
    const returned = hasSettings(theirs) ? await putNow(operation, shown, theirs) : shown;
    // A PUT that changes nothing may wipe nothing, so this PUT may be the first to wipe again.
    if (!kind.isMapWiped(wanted, returned.live)) {
      logOthers(operation, { rest: pick(rest, settingNames(theirs)), live: read.live }, "gets it back");
      // A change after the write was proved is drift, as if it came after the operation.
      logOthers(operation, { rest: wanted, live: returned.live }, "it is left so");
      return returned.live;
    }
  }
  session.wholeDocuments.add(id);
  log(sendsAllFromNowOn(kind.place));
  const after = await putNow(operation, shown, whole);
  verify(operation, after.live, whole);
  return after.live;
}

/** Sends one PUT, and returns the live settings after it. */
async function putNow<S extends Settings>(
  operation: SendingOperation<S>,
  read: LiveRead<S>,
  settings: Partial<S>,
): Promise<LiveRead<S>> {
  const sent = await finishDespiteCancellation(operation, (each) => put(each, read, settings));
  if ("now" in sent) {
    throw new VerificationError(changedDuringPutBack(operation.id));
  }
  return timed(complete(operation, read.live, settings, sent.listed));
}

function logOthers<S extends Settings>(
  { kind, log }: Operation<S>,
  { rest, live }: { readonly rest: Partial<S>; readonly live: S },
  outcome: string,
): void {
  const changed = settingNames(differing(live, rest));
  if (changed.length > 0) {
    log(changedByOthers(describeChanges(kind, changed, rest, live), outcome));
  }
}
