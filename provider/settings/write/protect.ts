import { VerificationError } from "../../errors.js";
import { type Look, lookAt } from "../live-reads.js";
import { describeChanges, describeSettings } from "../messages/describe.js";
import { mayBeWiped } from "../messages/wording.js";
import { differing, hasSettings, omit, pick, type Settings, sameSetting, settingNames } from "../settings.js";
import { complete, verify } from "./look-after-put.js";
import { type Operation, type SendingOperation, toTheEnd } from "./operation.js";
import { put } from "./put.js";

/** What a write led to. */
export interface Written<S extends Settings> {
  /** All settings as they were before. */
  readonly before: S;
  /** The settings that were written. */
  readonly wanted: Partial<S>;
  /** The settings that the program declares, of which only those were written that differed. */
  readonly declared: Partial<S>;
  /** All settings as they are afterwards. */
  readonly after: S;
}

/**
 * Whether a partial PUT leaves the rest alone is documented nowhere for behaviors. If it wiped the rest, gives the rest back. Any other
 * change of the rest is somebody else's: it is told, never undone, but where it is declared, which is for the caller to see in what is
 * answered: all settings as they are live then.
 */
export async function protectTheRest<S extends Settings>(
  operation: SendingOperation<S>,
  { before, wanted, declared, after }: Written<S>,
): Promise<S> {
  const { session, id } = operation;
  const rest = omit(before, settingNames(wanted));
  if (!hasSettings(differing(after, rest))) {
    return after;
  }
  const undeclared = omit(rest, settingNames(declared));
  if (session.wholeDocuments.has(id) || !isWiped(operation, rest, after)) {
    logOthers(operation, { rest: undeclared, live: after }, "it is left so");
    return after;
  }
  const look = await lookAgain(operation);
  const wiped = settingNames(differing(after, rest)).filter((setting) =>
    sameSetting(setting, after, look.live),
  );
  if (wiped.length === 0 || !isWiped(operation, rest, look.live)) {
    logOthers(operation, { rest: undeclared, live: look.live }, "it is left so");
    return look.live;
  }
  return putBack(operation, { rest: pick(rest, wiped), wanted, declared, look });
}

/**
 * Tells what the rest was, where an operation has failed before it was seen whether a write has wiped it: nothing else is a record of it.
 * `seen`: what was seen afterwards, if anything.
 */
export function logTheRest<S extends Settings>(
  { kind, log }: Pick<Operation<S>, "kind" | "log">,
  rest: Partial<S>,
  seen: Settings,
): void {
  const kept = omit(rest, settingNames(differing<Settings>(seen, rest)));
  if (kind.isMapWiped(rest, kept)) {
    log(mayBeWiped(kind, rest), "warning");
  }
}

interface PutBack<S extends Settings> extends Pick<Written<S>, "wanted" | "declared"> {
  /** What seems to be wiped, as it was before. */
  readonly rest: Partial<S>;
  /** What was seen since. */
  readonly look: Look<S>;
}

/**
 * Puts back what seems to be wiped, and then finds out who did it: an API that replaces the map does so again at the same PUT. If it does
 * not, somebody else had changed the rest at the same moment, and gets their change back, but of what is declared.
 */
async function putBack<S extends Settings>(
  operation: SendingOperation<S>,
  { rest, wanted, declared, look }: PutBack<S>,
): Promise<S> {
  const { kind, session, id, log, delivered } = operation;
  const whole = { ...look.live, ...rest, ...wanted };
  // With the values, so that they can be found in the log if this fails.
  log(`what was not sent seems to be wiped; putting back ${describeSettings(kind, rest)}`);
  await delivered();
  const restored = await putNow(operation, look, whole);
  const shown = await putNow(operation, restored, wanted);
  if (!hasSettings(differing(shown.live, rest))) {
    const theirs = omit(pick(look.live, settingNames(rest)), settingNames(declared));
    const returned = hasSettings(theirs) ? await putNow(operation, shown, theirs) : shown;
    // A PUT that changes nothing may wipe nothing, so this one may be the first to do so again.
    if (!hasSettings(differing(returned.live, wanted)) || !isWiped(operation, wanted, returned.live)) {
      logOthers(operation, { rest: pick(rest, settingNames(theirs)), live: look.live }, "gets it back");
      // Changed after it was proved: drift, as if it had been changed after the operation.
      logOthers(operation, { rest: wanted, live: returned.live }, "it is left so");
      return returned.live;
    }
  }
  session.wholeDocuments.add(id);
  log(`the API wiped it again: from now on all settings of this ${kind.place} are sent at once`);
  const after = await putNow(operation, shown, whole);
  verify(operation, after.live, whole);
  return after.live;
}

/** One PUT, and what is live after it. */
async function putNow<S extends Settings>(
  operation: SendingOperation<S>,
  look: Look<S>,
  settings: Partial<S>,
): Promise<Look<S>> {
  const sent = await toTheEnd(operation, (each) => put(each, look, settings));
  if ("now" in sent) {
    throw new VerificationError(
      `Somebody changed the settings of ${operation.id} while what was not sent was being put back. Run pulumi up again.`,
    );
  }
  return lookAt(complete(operation, look.live, settings, sent.listed));
}

/** Whether these settings were wiped by a PUT of others, as far as they are live now. */
export function isWiped<S extends Settings>({ kind }: Operation<S>, rest: Partial<S>, live: S): boolean {
  return kind.isMapWiped(rest, pick(live, settingNames(rest)));
}

function logOthers<S extends Settings>(
  { kind, log }: Operation<S>,
  { rest, live }: { readonly rest: Partial<S>; readonly live: S },
  outcome: string,
): void {
  const changed = settingNames(differing(live, rest));
  if (changed.length > 0) {
    log(
      `somebody else changed meanwhile, and ${outcome}: ${describeChanges(kind, changed, rest, live).join("; ")}`,
    );
  }
}

function lookAgain<S extends Settings>(operation: SendingOperation<S>): Promise<Look<S>> {
  return lookAt(toTheEnd(operation, ({ kind, client, id }) => kind.observe(client, id)));
}
