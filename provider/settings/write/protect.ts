import { VerificationError } from "../../errors.js";
import { describeChanges, describeSettings } from "../lines/describe.js";
import { mayBeWiped } from "../lines/wording.js";
import { type Look, lookAt } from "../live-reads.js";
import { differing, hasSettings, omit, pick, type Settings, sameSetting, settingNames } from "../settings.js";
import { complete, verify } from "./look-after-put.js";
import type { Operation } from "./operation.js";
import { put } from "./put.js";
import type { Target } from "./target.js";
import { toTheEnd } from "./to-the-end.js";

type Lines = Pick<Operation<Settings>, "log" | "delivered">;

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
  target: Target<S>,
  { before, wanted, declared, after }: Written<S>,
  lines: Lines,
): Promise<S> {
  const { id, wholeDocuments } = target;
  const rest = omit(before, settingNames(wanted));
  if (!hasSettings(differing(after, rest))) {
    return after;
  }
  const undeclared = omit(rest, settingNames(declared));
  if (wholeDocuments.has(id) || !isWiped(target, rest, after)) {
    logOthers(target, { rest: undeclared, live: after }, "it is left so", lines.log);
    return after;
  }
  const look = await lookAgain(target);
  const wiped = settingNames(differing(after, rest)).filter((setting) =>
    sameSetting(setting, after, look.live),
  );
  if (wiped.length === 0 || !isWiped(target, rest, look.live)) {
    logOthers(target, { rest: undeclared, live: look.live }, "it is left so", lines.log);
    return look.live;
  }
  return putBack(target, { rest: pick(rest, wiped), wanted, declared, look }, lines);
}

/**
 * Tells what the rest was, where an operation has failed before it was seen whether a write has wiped it: nothing else is a record of it.
 * `seen`: what was seen afterwards, if anything.
 */
export function tellTheRest<S extends Settings>(
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
  target: Target<S>,
  { rest, wanted, declared, look }: PutBack<S>,
  { log, delivered }: Lines,
): Promise<S> {
  const { kind, id, wholeDocuments } = target;
  const whole = { ...look.live, ...rest, ...wanted };
  // With the values, so that they can be found in the log if this fails.
  log(`what was not sent seems to be wiped; putting back ${describeSettings(kind, rest)}`);
  await delivered();
  const restored = await putNow(target, look, whole);
  const shown = await putNow(target, restored, wanted);
  if (!hasSettings(differing(shown.live, rest))) {
    const theirs = omit(pick(look.live, settingNames(rest)), settingNames(declared));
    const returned = hasSettings(theirs) ? await putNow(target, shown, theirs) : shown;
    if (!hasSettings(differing(returned.live, wanted))) {
      logOthers(target, { rest: pick(rest, settingNames(theirs)), live: look.live }, "gets it back", log);
      return returned.live;
    }
  }
  wholeDocuments.add(id);
  log("the API wiped it again: from now on all behaviors of this account are sent at once");
  const after = await putNow(target, shown, whole);
  verify(target, after.live, whole);
  return after.live;
}

/** One PUT, and what is live after it. */
async function putNow<S extends Settings>(
  target: Target<S>,
  look: Look<S>,
  settings: Partial<S>,
): Promise<Look<S>> {
  const sent = await toTheEnd(target, (each) => put(each, look, settings));
  if ("now" in sent) {
    throw new VerificationError(
      `Somebody changed the settings of ${target.id} while what was not sent was being put back. Run pulumi up again.`,
    );
  }
  return lookAt(complete(target, look.live, settings, sent.listed));
}

function isWiped<S extends Settings>({ kind }: Target<S>, rest: Partial<S>, live: S): boolean {
  return kind.isMapWiped(rest, pick(live, settingNames(rest)));
}

function logOthers<S extends Settings>(
  { kind }: Target<S>,
  { rest, live }: { readonly rest: Partial<S>; readonly live: S },
  outcome: string,
  log: Lines["log"],
): void {
  const changed = settingNames(differing(live, rest));
  if (changed.length > 0) {
    log(
      `somebody else changed meanwhile, and ${outcome}: ${describeChanges(kind, changed, rest, live).join("; ")}`,
    );
  }
}

function lookAgain<S extends Settings>(target: Target<S>): Promise<Look<S>> {
  return lookAt(toTheEnd(target, ({ kind, client, id }) => kind.observe(client, id)));
}
