import { KeyedLock } from "../engine/lock.js";
import { PartialFailure } from "../engine/partial-failure.js";
import { plain } from "../engine/plain.js";
import { describeSettings } from "./describe.js";
import type { Declared, Recorded, SettingsKind } from "./kind.js";
import { KEPT_BY_OPTIONS, KEPT_BY_TWO_RUNS, retains } from "./preview.js";
import { type Progress, reconcile } from "./reconcile.js";
import type { Operation } from "./session.js";
import { differing, hasSettings, omit, pick, remember, type Settings, settingNames } from "./settings.js";
import { WriteFailure } from "./write.js";

/** A document is one per account or zone: observe, write and verify of one id must not overlap. */
const lock = new KeyedLock();

/**
 * Leads from what is recorded to what is declared, and answers the new outputs. Creating records nothing before, deleting declares
 * nothing after: all three are the same work.
 */
export async function apply<S extends Settings>(
  operation: Operation<S>,
  recorded: Recorded<S>,
  declared: Declared<S>,
  props: object,
): Promise<object> {
  const { kind, session, id } = operation;
  const adopted = omit(declared.settings, settingNames(recorded.settings));
  const work = async () => {
    // Before saying that anything is given back: two that wait for each other would wait for long.
    if (hasSettings(adopted) && (await session.others.haveGiven(id))) {
      session.liveReads.invalidate(id);
    }
    const alone = () => applyAlone(operation, recorded, declared, props);
    return givesUp ? session.others.giving(id, alone) : alone();
  };
  const givesUp = hasSettings(omit(recorded.settings, settingNames(declared.settings)));
  if (givesUp) {
    // At once: whoever comes to manage one of these may be at work already.
    session.claims.offer(id, recorded.initial);
  }
  if (givesUp || hasSettings(adopted)) {
    await session.claims.complete(id, adopted);
  }
  return lock.run(`${kind.type} ${id}`, work);
}

async function applyAlone<S extends Settings>(
  operation: Operation<S>,
  recorded: Recorded<S>,
  declared: Declared<S>,
  props: object,
): Promise<object> {
  const { kind, session, id } = operation;
  const adopted = omit(declared.settings, settingNames(recorded.settings));
  session.claims.release(id, settingNames(omit(recorded.settings, settingNames(declared.settings))));
  const own = { ...recorded, settings: leaveToSuccessors(operation, recorded, declared) };
  const progress: Progress<S> = { before: {} };
  try {
    if (needsRequests(operation, own, declared)) {
      await reconcile(operation, { own, declared }, progress);
    }
  } catch (error) {
    throw halfDone(operation, error, { live: progress.before, adopted, own, declared, props });
  }
  // What was managed before and is not on record stays so: what is live now is what we have written.
  const seen = recorded.unconfirmed ? progress.before : pick(progress.before, settingNames(adopted));
  const initial = remember({ ...own.initial, ...session.claims.take(id, adopted) }, seen, declared.settings);
  session.claims.begin(id, adopted);
  return outputs(kind, { ...declared, initial });
}

/** Nothing is sent where nothing is declared, and nothing is left to be given back, or all of that is to be retained. */
function needsRequests<S extends Settings>(
  { tell }: Operation<S>,
  own: Recorded<S>,
  declared: Declared<S>,
): boolean {
  const removed = settingNames(omit(own.settings, settingNames(declared.settings)));
  const isRetained = removed.length > 0 && declared.onDestroy === "retain";
  if (isRetained) {
    tell(retains(removed));
  }
  return hasSettings(declared.settings) || (removed.length > 0 && !isRetained);
}

/**
 * The recorded settings without those that somebody else declares now. A successor that is still to come, such as the replacement of
 * this resource, takes over what is remembered; one that manages the setting already has begun a history of its own.
 */
function leaveToSuccessors<S extends Settings>(
  { kind, session, id, tell }: Operation<S>,
  recorded: Recorded<S>,
  declared: Declared<S>,
): Partial<S> {
  const removed = omit(recorded.settings, settingNames(declared.settings));
  const left = hasSettings(removed) ? session.claims.successors(id, removed) : {};
  const initial = remember(recorded.initial, {}, left);
  const elsewhere = pick(initial, settingNames(session.claims.declaredElsewhereOnly(id, left)));
  const begun = omit(session.claims.begun(id, initial), settingNames(elsewhere));
  for (const [lost, taker, advice] of [
    [elsewhere, "the resource of another provider", KEPT_BY_TWO_RUNS],
    [begun, "the resource", KEPT_BY_OPTIONS],
  ] as const) {
    if (hasSettings(lost)) {
      const before = describeSettings(kind, lost);
      const settings = settingNames(lost).join(", ");
      tell(
        `leaves ${settings} to ${taker} that declares it now. Before it was first managed: ${before}. ${advice}`,
      );
    }
  }
  const handedOver = omit(initial, settingNames({ ...elsewhere, ...begun }));
  if (hasSettings(handedOver)) {
    tell(`hands over to its successor. Before it was first managed: ${describeSettings(kind, handedOver)}`);
  }
  return omit(recorded.settings, settingNames(left));
}

/** What the state records. */
export function outputs<S extends Settings>(
  kind: SettingsKind<S>,
  { unconfirmed = false, ...recorded }: Omit<Recorded<S>, "unconfirmed"> & { readonly unconfirmed?: boolean },
): object {
  return plain({
    ...kind.encode(recorded),
    initial: kind.encodeInitial(recorded.initial),
    ...(unconfirmed ? { unconfirmed } : {}),
  });
}

interface Attempt<S extends Settings> {
  readonly live: Partial<S>;
  /** The settings that it was to come to manage. */
  readonly adopted: Partial<S>;
  readonly own: Recorded<S>;
  readonly declared: Declared<S>;
  readonly props: object;
}

/**
 * The error to throw. If anything may have been written, the state must know of the resource, with `initial`, and the next `up` must
 * look: settings that are being given up stay recorded until that is proved, and a setting that was seen with its recorded value afterwards
 * keeps that, so that destroying gives it back instead of taking it for somebody else's. The same holds if a predecessor that may be
 * gone by now has handed over what it remembered: nobody else has it.
 */
function halfDone<S extends Settings>(
  { kind, session, id }: Operation<S>,
  error: unknown,
  attempt: Attempt<S>,
): unknown {
  const { live, adopted, own, declared, props } = attempt;
  const taken = session.claims.take(id, adopted);
  const cause = error instanceof WriteFailure ? error.cause : error;
  const applied = error instanceof WriteFailure && error.mayHaveApplied;
  const seen = error instanceof WriteFailure ? error.seen : {};
  if (!(cause instanceof Error) || !(applied || hasSettings(taken))) {
    session.claims.withdraw(id, adopted);
    return cause;
  }
  const untouched = omit(own.settings, settingNames(differing<Settings>(seen, own.settings)));
  const settings = { ...own.settings, ...declared.settings, ...untouched };
  const recorded = {
    ...declared,
    settings,
    initial: remember({ ...own.initial, ...taken }, live, settings),
    unconfirmed: true,
  };
  const provider = "__provider" in props ? { __provider: props.__provider } : {};
  return new PartialFailure(id, { ...outputs(kind, recorded), ...provider }, cause);
}
