import type { CloudflareClient } from "../../cloudflare/client.js";
import { refuseWithoutEngine } from "../../engine/engine-alive.js";
import type { AttemptsBefore } from "../../http/request.js";
import type { SettingsKind } from "../kind.js";
import { type Look, lookAt } from "../live-reads.js";
import { pick, type Settings, sameSettings, settingNames } from "../settings.js";
import { timeouts } from "../timeouts.js";

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
    if (attempts === 0 && performance.now() - this.look.seen <= timeouts.freshForWrite) {
      return false;
    }
    const { kind, client, id } = this.target;
    // An error here is found again by whoever looks again in the ordinary way.
    const now = await lookAt(kind.observe(client.immediately(), id)).catch(() => undefined);
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
