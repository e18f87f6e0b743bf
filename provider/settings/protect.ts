import { VerificationError } from "../errors.js";
import { describeChanges, describeUnits } from "./describe.js";
import type { Look } from "./live-reads.js";
import { differing, hasUnits, omit, pick, sameUnit, type Units, unitNames } from "./settings.js";
import { complete, put, type Target, verify } from "./write.js";

type Tell = (line: string) => void;

/** What a write led to. */
export interface Written<S extends Units> {
  /** All units as they were before. */
  readonly before: S;
  /** The units that were written. */
  readonly wanted: Partial<S>;
  /** All units as they are afterwards. */
  readonly after: S;
}

/**
 * Whether a partial PUT leaves the rest alone is documented nowhere for behaviors. If it wiped the rest, gives the rest back. Any other
 * change of the rest is somebody else's: it is told, never undone.
 */
export async function protectTheRest<S extends Units>(
  target: Target<S>,
  { before, wanted, after }: Written<S>,
  tell: Tell,
): Promise<void> {
  const { id, wholeDocuments } = target;
  const rest = omit<S>(before, unitNames<S>(wanted));
  if (!hasUnits<S>(differing<S>(after, rest))) {
    return;
  }
  if (wholeDocuments.has(id) || !isWiped(target, rest, after)) {
    tellOfOthers(target, rest, after, tell);
    return;
  }
  const look = await lookAgain(target);
  const wiped = unitNames<S>(differing<S>(after, rest)).filter((unit) => sameUnit<S>(unit, after, look.live));
  if (wiped.length === 0 || !isWiped(target, rest, look.live)) {
    tellOfOthers(target, rest, look.live, tell);
    return;
  }
  await putBack(target, { rest: pick<S>(rest, wiped), wanted, look }, tell);
}

interface PutBack<S extends Units> {
  /** What seems to be wiped, as it was before. */
  readonly rest: Partial<S>;
  readonly wanted: Partial<S>;
  /** What was seen since. */
  readonly look: Look<S>;
}

/**
 * Puts back what seems to be wiped, and then finds out who did it: an API that replaces the map does so again at the same PUT. If it does
 * not, somebody else had changed the rest at the same moment, and gets their change back.
 */
async function putBack<S extends Units>(
  target: Target<S>,
  { rest, wanted, look }: PutBack<S>,
  tell: Tell,
): Promise<void> {
  const { feature, id, wholeDocuments } = target;
  const whole = { ...look.live, ...rest, ...wanted };
  // With the values, so that they can be found in the log if this fails.
  tell(`what was not sent seems to be wiped; putting back ${describeUnits(feature, rest)}`);
  const restored = await putNow(target, look, whole);
  const shown = await putNow(target, restored, wanted);
  if (!hasUnits<S>(differing<S>(shown.live, rest))) {
    const theirs = pick<S>(look.live, unitNames<S>(rest));
    const returned = await putNow(target, shown, theirs);
    if (!hasUnits<S>(differing<S>(returned.live, wanted))) {
      tell(
        `somebody else changed meanwhile, and gets it back: ${describeChanges(feature, unitNames<S>(rest), rest, theirs).join("; ")}`,
      );
      return;
    }
  }
  wholeDocuments.add(id);
  tell("the API wiped it again: from now on all behaviors of this account are sent at once");
  const after = await putNow(target, shown, whole);
  verify(target, after.live, whole);
}

/** One PUT, and what is live after it. */
async function putNow<S extends Units>(
  target: Target<S>,
  look: Look<S>,
  units: Partial<S>,
): Promise<Look<S>> {
  const since = performance.now();
  const sent = await put(target, look, units);
  if ("now" in sent) {
    throw new VerificationError(
      `Somebody changed the settings of ${target.id} while what was not sent was being put back. Run pulumi up again.`,
    );
  }
  return { live: await complete(target, look.live, units, sent.listed), since };
}

function isWiped<S extends Units>({ feature }: Target<S>, rest: Partial<S>, live: S): boolean {
  return feature.replaced(rest, pick<S>(live, unitNames<S>(rest)));
}

function tellOfOthers<S extends Units>({ feature }: Target<S>, rest: Partial<S>, live: S, tell: Tell): void {
  const changed = unitNames<S>(differing<S>(live, rest));
  if (changed.length > 0) {
    tell(
      `somebody else changed meanwhile, and it is left so: ${describeChanges(feature, changed, rest, live).join("; ")}`,
    );
  }
}

async function lookAgain<S extends Units>({ feature, client, id }: Target<S>): Promise<Look<S>> {
  const since = performance.now();
  return { live: await feature.observe(client, id), since };
}
