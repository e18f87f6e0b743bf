import type { CloudflareClient } from "../cloudflare/client.js";
import { EngineGoneError } from "../engine/engine-alive.js";
import {
  CredentialsError,
  EntitlementError,
  InvalidValueError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  RiskPostureError,
  VerificationError,
} from "../errors.js";
import { describeChanges, describeUnits } from "./describe.js";
import type { Feature } from "./feature.js";
import { differing, hasUnits, omit, pick, type Units, unitNames } from "./units.js";

/** One account's or zone's settings, and what this run knows about writing them. */
export interface Target<S extends Units> {
  readonly feature: Feature<S>;
  readonly client: CloudflareClient;
  readonly id: string;
  /** Ids whose PUT was seen to wipe what it does not name: they get whole documents. */
  readonly wholeDocuments: Set<string>;
  readonly tell: (line: string) => void;
  /** To be called when a PUT begins and when it ends. */
  readonly outdate: () => void;
}

/** The error that stopped a write, whether anything may have been written by then, and what one look showed afterwards. */
export class WriteFailure extends Error {
  override readonly name = "WriteFailure";

  constructor(
    override readonly cause: Error,
    readonly mayHaveApplied: boolean,
    readonly seen: Units = {},
  ) {
    super(cause.message, { cause });
  }
}

/** Brings `wanted` about, proves it by the API's own answer, and sees to it that nothing else is lost over it. */
export async function write<S extends Units>(
  target: Target<S>,
  before: S,
  wanted: Partial<S>,
): Promise<void> {
  const after = await writeAndVerify(target, before, wanted);
  try {
    await protectTheRest(target, before, wanted, after);
  } catch (error) {
    throw new WriteFailure(asError(error), true);
  }
}

async function writeAndVerify<S extends Units>(target: Target<S>, before: S, wanted: Partial<S>): Promise<S> {
  let applied = 0;
  try {
    let listed: Partial<S> = {};
    for (const step of target.feature.steps(before, wanted)) {
      listed = await put(target, before, step);
      applied += 1;
    }
    const after = await complete(target, before, wanted, listed);
    verify(target, after, wanted);
    return after;
  } catch (error) {
    if (error instanceof EngineGoneError) {
      throw error;
    }
    if (applied === 0 && isRefusal(error)) {
      throw new WriteFailure(error, false);
    }
    const seen = await observeAfterFailure(target);
    if (seen === undefined || hasUnits<S>(differing<S>(seen, wanted))) {
      throw new WriteFailure(asError(error), true, seen);
    }
    return seen;
  }
}

async function put<S extends Units>(target: Target<S>, before: S, step: Partial<S>): Promise<Partial<S>> {
  const { feature, client, id, wholeDocuments, outdate } = target;
  const whole = wholeDocuments.has(id);
  outdate();
  try {
    // A whole document holds what others own. By a second attempt they may have changed it.
    return await feature.put(client, id, whole ? { ...before, ...step } : step, before, { once: whole });
  } finally {
    outdate();
  }
}

/** The live units after a PUT: its answer, or one GET if the answer does not list what was not sent. */
async function complete<S extends Units>(
  { feature, client, id }: Target<S>,
  before: S,
  wanted: Partial<S>,
  listed: Partial<S>,
): Promise<S> {
  const unlisted = omit<S>(before, [...unitNames<S>(wanted), ...unitNames<S>(listed)]);
  return hasUnits<S>(unlisted) ? feature.observe(client, id) : { ...before, ...listed };
}

function verify<S extends Units>({ feature, id }: Target<S>, after: S, wanted: Partial<S>): void {
  const unlike = unitNames<S>(differing<S>(after, wanted));
  if (unlike.length > 0) {
    throw new VerificationError(
      `The API accepted the settings of ${id} but shows others: ${describeChanges(feature, unlike, wanted, after).join("; ")}. ` +
        "Did somebody change them at the same moment? Run pulumi up again.",
    );
  }
}

/**
 * Whether a partial PUT leaves the rest alone is documented nowhere for behaviors. If it wiped the rest, give the rest back with one
 * whole document. Any other change of the rest is somebody else's: it is told, never undone.
 */
async function protectTheRest<S extends Units>(
  target: Target<S>,
  before: S,
  wanted: Partial<S>,
  after: S,
): Promise<void> {
  const { feature, id, wholeDocuments, tell } = target;
  const rest = omit<S>(before, unitNames<S>(wanted));
  const changed = unitNames<S>(differing<S>(after, rest));
  if (changed.length === 0) {
    return;
  }
  if (wholeDocuments.has(id) || !feature.replaced(rest, pick<S>(after, unitNames<S>(rest)))) {
    tell(
      `somebody else changed meanwhile, and it is left so: ${describeChanges(feature, changed, rest, after).join("; ")}`,
    );
    return;
  }
  wholeDocuments.add(id);
  // With the values, so that they can be found in the log if this fails.
  tell(`the API wiped what was not sent; putting back ${describeUnits(feature, pick<S>(rest, changed))}`);
  const listed = await put(target, before, wanted);
  const repaired = await complete(target, before, wanted, listed);
  verify(target, repaired, { ...rest, ...wanted });
}

/** After an unclear failure one look tells whether the write took place all the same. */
async function observeAfterFailure<S extends Units>({
  feature,
  client,
  id,
}: Target<S>): Promise<S | undefined> {
  try {
    return await feature.observe(client, id);
  } catch {
    return undefined;
  }
}

/** Errors with which the API says that it did not do what was asked: neither now nor at an attempt before. */
function isRefusal(error: unknown): error is RiskPostureError {
  return (
    error instanceof RiskPostureError &&
    !error.request?.unclear &&
    [
      CredentialsError,
      PermissionError,
      EntitlementError,
      InvalidValueError,
      NotFoundError,
      RateLimitError,
    ].some((refusal) => error instanceof refusal)
  );
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
