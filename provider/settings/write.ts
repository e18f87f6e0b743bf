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
import type { SettingsKind } from "./kind.js";
import type { Look } from "./live-reads.js";
import { differing, hasSettings, omit, pick, type Settings, sameSettings, settingNames } from "./settings.js";

/** Milliseconds. A write that was decided by a look older than this looks again before it is sent. */
const FRESH = 1_000;

/** One account's or zone's settings, and what this run knows about writing them. */
export interface Target<S extends Settings> {
  readonly kind: SettingsKind<S>;
  readonly client: CloudflareClient;
  readonly id: string;
  /** Ids whose PUT was seen to wipe what it does not name: they get whole documents. */
  readonly wholeDocuments: Set<string>;
  /** To be called when a PUT begins and when it ends. */
  readonly invalidate: () => void;
}

/** The error that stopped a write, whether anything may have been written by then, and what one look showed afterwards. */
export class WriteFailure extends Error {
  override readonly name = "WriteFailure";

  constructor(
    override readonly cause: Error,
    readonly mayHaveApplied: boolean,
    readonly seen: Settings = {},
  ) {
    super(cause.message, { cause });
  }
}

/** A write that was not sent, since what it was decided by is not what is live any more. */
export interface Outdated<S extends Settings> {
  /** What is live now, if one look could tell. */
  readonly now: Look<S> | undefined;
  /** Whether something may have been written before that. */
  readonly mayHaveApplied: boolean;
}

interface Sent<S extends Settings> {
  /** What the API listed in its answer. */
  readonly listed: Partial<S>;
  /** What was seen last before the PUT. */
  readonly look: Look<S>;
}

export interface Applied<S extends Settings> {
  /** All settings afterwards. */
  readonly after: S;
  /** What was seen last before the first PUT. */
  readonly look: Look<S>;
}

/** Writes `wanted`, which was decided by this look, and proves it by the API's own answer. */
export async function write<S extends Settings>(
  target: Target<S>,
  look: Look<S>,
  wanted: Partial<S>,
): Promise<Applied<S> | Outdated<S>> {
  let before = look;
  let applied: Partial<S> = {};
  try {
    let listed: Partial<S> = {};
    for (const step of target.kind.orderedWrites(look.live, wanted)) {
      const sent = await put(target, { ...before, live: { ...before.live, ...applied } }, step);
      if ("now" in sent) {
        return { ...sent, mayHaveApplied: sent.mayHaveApplied || hasSettings(applied) };
      }
      before = hasSettings(applied) ? before : sent.look;
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
    if (!hasSettings(applied) && isRefusal(error)) {
      throw new WriteFailure(error, false);
    }
    const seen = await observeAfterFailure(target);
    if (seen === undefined || hasSettings(differing(seen, wanted))) {
      throw new WriteFailure(asError(error), true, seen);
    }
    return { after: seen, look: before };
  }
}

/** Sends one PUT of these settings, or of the whole document where that is what the API takes. */
export async function put<S extends Settings>(
  target: Target<S>,
  look: Look<S>,
  settings: Partial<S>,
): Promise<Sent<S> | Outdated<S>> {
  const { kind, client, id, wholeDocuments, invalidate } = target;
  const sent = wholeDocuments.has(id) ? { ...look.live, ...settings } : settings;
  const confirmation = new Confirmation(target, look, sent);
  invalidate();
  try {
    const listed = await kind.put(client, id, sent, look.live, {
      guard: async (before) => {
        await refuseWithoutEngine();
        if (await confirmation.confirm(before)) {
          // That took its time.
          await refuseWithoutEngine();
        }
      },
    });
    return { listed, look: confirmation.latest };
  } catch (error) {
    if (error instanceof OutdatedError) {
      return confirmation.outdated;
    }
    throw error;
  } finally {
    invalidate();
  }
}

/** Stops a PUT that must not be sent any more. */
class OutdatedError extends Error {}

/**
 * Looks again right before a PUT that has waited for a rate limit, or of which an attempt has failed: somebody else's change since must
 * not be overwritten without a word.
 */
class Confirmation<S extends Settings> {
  latest: Look<S>;
  outdated: Outdated<S> = { now: undefined, mayHaveApplied: false };

  constructor(
    private readonly target: Target<S>,
    private readonly look: Look<S>,
    private readonly sent: Partial<S>,
  ) {
    this.latest = look;
  }

  /** Answers whether a look was needed. */
  async confirm({ attempts, outcomeUnknown }: AttemptsBefore): Promise<boolean> {
    if (attempts === 0 && performance.now() - this.look.since <= FRESH) {
      return false;
    }
    const { kind, client, id } = this.target;
    const since = performance.now();
    // An error here is found again by whoever looks again in the ordinary way.
    const live = await kind.observe(client.immediately(), id).catch(() => undefined);
    const now = live === undefined ? undefined : { live, since };
    if (now === undefined || !this.isStill(now.live)) {
      this.outdated = { now, mayHaveApplied: outcomeUnknown };
      throw new OutdatedError();
    }
    this.latest = outcomeUnknown ? this.latest : now;
    return true;
  }

  private isStill(live: S): boolean {
    const names = settingNames(this.sent);
    return sameSettings(pick(live, names), pick(this.look.live, names));
  }
}

/** The live settings after a PUT: its answer, or one GET if the answer does not list what was not sent. */
export async function complete<S extends Settings>(
  { kind, client, id }: Target<S>,
  before: S,
  wanted: Partial<S>,
  listed: Partial<S>,
): Promise<S> {
  const unlisted = omit(before, [...settingNames(wanted), ...settingNames(listed)]);
  return hasSettings(unlisted) ? kind.observe(client, id) : { ...before, ...listed };
}

export function verify<S extends Settings>({ kind, id }: Target<S>, after: S, wanted: Partial<S>): void {
  const unlike = settingNames(differing(after, wanted));
  if (unlike.length > 0) {
    throw new VerificationError(
      `The API accepted the settings of ${id} but shows others: ${describeChanges(kind, unlike, wanted, after).join("; ")}. ` +
        "If somebody changed them at the same moment, run pulumi up again. If this comes again, the API keeps them in another form: " +
        `declare them as ${kind.lookup} shows them.`,
    );
  }
}

/** After an outcomeUnknown failure one look tells whether the write took place all the same. */
async function observeAfterFailure<S extends Settings>({
  kind,
  client,
  id,
}: Target<S>): Promise<S | undefined> {
  try {
    return await kind.observe(client, id);
  } catch {
    return undefined;
  }
}

/** Errors with which the API says that it did not do what was asked: neither now nor at an attempt before. */
function isRefusal(error: unknown): error is RiskPostureError {
  return (
    error instanceof RiskPostureError &&
    !error.request?.outcomeUnknown &&
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
