import type { CloudflareClient } from "../cloudflare/client.js";
import { EngineGoneError, refuseWithoutEngine } from "../engine/engine-alive.js";
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
import type { AttemptsBefore } from "../http/request.js";
import { describeChanges } from "./describe.js";
import type { Feature } from "./kind.js";
import type { Look } from "./live-reads.js";
import { differing, hasUnits, omit, pick, sameUnits, type Units, unitNames } from "./settings.js";

/** Milliseconds. A write that was decided by a look older than this looks again before it is sent. */
const FRESH = 1_000;

/** One account's or zone's settings, and what this run knows about writing them. */
export interface Target<S extends Units> {
  readonly feature: Feature<S>;
  readonly client: CloudflareClient;
  readonly id: string;
  /** Ids whose PUT was seen to wipe what it does not name: they get whole documents. */
  readonly wholeDocuments: Set<string>;
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

/** A write that was not sent, since what it was decided by is not what is live any more. */
export interface Outdated<S extends Units> {
  /** What is live now, if one look could tell. */
  readonly now: Look<S> | undefined;
  /** Whether something may have been written before that. */
  readonly mayHaveApplied: boolean;
}

interface Sent<S extends Units> {
  /** What the API listed in its answer. */
  readonly listed: Partial<S>;
  /** What was seen last before the PUT. */
  readonly look: Look<S>;
}

export interface Applied<S extends Units> {
  /** All units afterwards. */
  readonly after: S;
  /** What was seen last before the first PUT. */
  readonly look: Look<S>;
}

/** Writes `wanted`, which was decided by this look, and proves it by the API's own answer. */
export async function write<S extends Units>(
  target: Target<S>,
  look: Look<S>,
  wanted: Partial<S>,
): Promise<Applied<S> | Outdated<S>> {
  let before = look;
  let applied: Partial<S> = {};
  try {
    let listed: Partial<S> = {};
    for (const step of target.feature.steps(look.live, wanted)) {
      const sent = await put(target, { ...before, live: { ...before.live, ...applied } }, step);
      if ("now" in sent) {
        return { ...sent, mayHaveApplied: sent.mayHaveApplied || hasUnits<S>(applied) };
      }
      before = hasUnits<S>(applied) ? before : sent.look;
      listed = sent.listed;
      applied = { ...applied, ...step };
    }
    const after = await complete(target, before.live, wanted, listed);
    verify(target, after, wanted);
    return { after, look: before };
  } catch (error) {
    if (error instanceof EngineGoneError) {
      throw error;
    }
    if (!hasUnits<S>(applied) && isRefusal(error)) {
      throw new WriteFailure(error, false);
    }
    const seen = await observeAfterFailure(target);
    if (seen === undefined || hasUnits<S>(differing<S>(seen, wanted))) {
      throw new WriteFailure(asError(error), true, seen);
    }
    return { after: seen, look: before };
  }
}

/** Sends one PUT of these units, or of the whole document where that is what the API takes. */
export async function put<S extends Units>(
  target: Target<S>,
  look: Look<S>,
  units: Partial<S>,
): Promise<Sent<S> | Outdated<S>> {
  const { feature, client, id, wholeDocuments, outdate } = target;
  const sent = wholeDocuments.has(id) ? { ...look.live, ...units } : units;
  const confirmation = new Confirmation(target, look, sent);
  outdate();
  try {
    const listed = await feature.put(client, id, sent, look.live, {
      guard: async (before) => {
        await confirmation.guard(before);
        await refuseWithoutEngine();
      },
    });
    return { listed, look: confirmation.latest };
  } catch (error) {
    if (error instanceof OutdatedError) {
      return confirmation.outdated;
    }
    throw error;
  } finally {
    outdate();
  }
}

/** Stops a PUT that must not be sent any more. */
class OutdatedError extends Error {}

/**
 * Looks again right before a PUT that has waited for a rate limit, or of which an attempt has failed: somebody else's change since must
 * not be overwritten without a word.
 */
class Confirmation<S extends Units> {
  latest: Look<S>;
  outdated: Outdated<S> = { now: undefined, mayHaveApplied: false };

  constructor(
    private readonly target: Target<S>,
    private readonly look: Look<S>,
    private readonly sent: Partial<S>,
  ) {
    this.latest = look;
  }

  async guard({ attempts, unclear }: AttemptsBefore): Promise<void> {
    if (attempts === 0 && performance.now() - this.look.since <= FRESH) {
      return;
    }
    const { feature, client, id } = this.target;
    const since = performance.now();
    // An error here is found again by whoever looks again in the ordinary way.
    const live = await feature.observe(client.immediately(), id).catch(() => undefined);
    const now = live === undefined ? undefined : { live, since };
    if (now === undefined || !this.isStill(now.live)) {
      this.outdated = { now, mayHaveApplied: unclear };
      throw new OutdatedError();
    }
    this.latest = unclear ? this.latest : now;
  }

  private isStill(live: S): boolean {
    const names = unitNames<S>(this.sent);
    return sameUnits<S>(pick<S>(live, names), pick<S>(this.look.live, names));
  }
}

/** The live units after a PUT: its answer, or one GET if the answer does not list what was not sent. */
export async function complete<S extends Units>(
  { feature, client, id }: Target<S>,
  before: S,
  wanted: Partial<S>,
  listed: Partial<S>,
): Promise<S> {
  const unlisted = omit<S>(before, [...unitNames<S>(wanted), ...unitNames<S>(listed)]);
  return hasUnits<S>(unlisted) ? feature.observe(client, id) : { ...before, ...listed };
}

export function verify<S extends Units>({ feature, id }: Target<S>, after: S, wanted: Partial<S>): void {
  const unlike = unitNames<S>(differing<S>(after, wanted));
  if (unlike.length > 0) {
    throw new VerificationError(
      `The API accepted the settings of ${id} but shows others: ${describeChanges(feature, unlike, wanted, after).join("; ")}. ` +
        "If somebody changed them at the same moment, run pulumi up again. If this comes again, the API keeps them in another form: " +
        `declare them as ${feature.lookup} shows them.`,
    );
  }
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

export function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
