import { refuseWithoutEngine } from "../../engine/engine-alive.js";
import { asError } from "../../errors.js";
import type { AttemptsBefore } from "../../http/request.js";
import { type Look, lookAt } from "../live-reads.js";
import { pick, type Settings, sameSettings, settingNames } from "../settings.js";
import { waits } from "../waits.js";
import type { SendingOperation } from "./operation.js";
import { WriteFailure } from "./write-failure.js";

interface Sent<S extends Settings> {
  /** What the API listed in its answer. */
  readonly listed: Partial<S>;
  /** What was seen last before the PUT. */
  readonly look: Look<S>;
}

/** A write that was not sent, since what it was decided by is not what is live any more. */
export interface Outdated<S extends Settings> {
  /** What is live now, if one look could tell. */
  readonly now: Look<S> | undefined;
  /** Whether something may have been written before that. */
  readonly mayHaveApplied: boolean;
}

/** Sends one PUT of these settings, or of the whole document where that is what the API takes. */
export async function put<S extends Settings>(
  operation: SendingOperation<S>,
  look: Look<S>,
  settings: Partial<S>,
): Promise<Sent<S> | Outdated<S>> {
  const { kind, client, session, id } = operation;
  const sent = session.wholeDocuments.has(id) ? { ...look.live, ...settings } : settings;
  let latest = look;
  const found: { outdated?: Outdated<S> } = {};
  const guard = async (before: AttemptsBefore) => {
    await refuseAttempt(before);
    if (before.attempts === 0 && performance.now() - look.seen <= waits.freshForWrite) {
      return;
    }
    const now = await lookBefore(operation);
    if (now === undefined || !isUnchanged(sent, look.live, now.live)) {
      found.outdated = { now, mayHaveApplied: before.outcomeUnknown };
      throw new Error(`The PUT of ${id} is outdated.`);
    }
    latest = before.outcomeUnknown ? latest : now;
    // That took its time.
    await refuseAttempt(before);
  };
  session.liveReads.invalidate(id);
  try {
    const listed = await kind.put(client, id, sent, look.live, { guard });
    return { listed, look: latest };
  } catch (error) {
    if (found.outdated !== undefined) {
      return found.outdated;
    }
    throw error;
  } finally {
    session.liveReads.invalidate(id);
  }
}

/** Throws if the engine is gone. An attempt before may have been applied all the same. */
async function refuseAttempt({ outcomeUnknown }: AttemptsBefore): Promise<void> {
  try {
    await refuseWithoutEngine();
  } catch (error) {
    throw outcomeUnknown ? new WriteFailure(asError(error), { mayHaveApplied: true }) : error;
  }
}

/**
 * Looks again right before a PUT that was decided by an older look, has waited for a rate limit, or was attempted before: somebody else's
 * change since must not be overwritten without a word. An error here is found again by whoever looks again in the ordinary way.
 */
function lookBefore<S extends Settings>({
  kind,
  client,
  id,
}: SendingOperation<S>): Promise<Look<S> | undefined> {
  return lookAt(kind.observe(client.immediately(), id)).catch(() => undefined);
}

/** Whether the settings that are to be sent are live as they were when that was decided. */
function isUnchanged<S extends Settings>(sent: Partial<S>, before: S, now: S): boolean {
  const names = settingNames(sent);
  return sameSettings(pick(now, names), pick(before, names));
}
