import type { AttemptsBefore } from "../../http/request.js";
import { type Look, lookAt } from "../live-reads.js";
import { pick, type Settings, sameSettings, settingNames } from "../settings.js";
import { timeouts } from "../timeouts-and-waits.js";
import type { Target } from "./target.js";

/** A write that was not sent, since what it was decided by is not what is live any more. */
export interface Outdated<S extends Settings> {
  /** What is live now, if one look could tell. */
  readonly now: Look<S> | undefined;
  /** Whether something may have been written before that. */
  readonly mayHaveApplied: boolean;
}

/** Stops a PUT that must not be sent any more. */
export class OutdatedError extends Error {}

/**
 * Looks again right before a PUT that has waited for a rate limit, or of which an attempt has failed: somebody else's change since must
 * not be overwritten without a word.
 */
export class LookBeforePut<S extends Settings> {
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
  async ifNeeded({ attempts, outcomeUnknown }: AttemptsBefore): Promise<boolean> {
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
