import { refuseWithoutEngine } from "../../engine/engine-alive.js";
import { asError } from "../../errors.js";
import type { AttemptsMade } from "../../http/request.js";
import { type LiveRead, timed } from "../live-reads.js";
import { waits } from "../preview-and-operation-waits.js";
import { pick, type Settings, sameSettings, settingNames } from "../settings.js";
import type { SendingOperation } from "./operation-on-place.js";
import { WriteFailure } from "./write-failure.js";

interface Sent<S extends Settings> {
  /** The settings that the API's answer lists. */
  readonly listed: Partial<S>;
  /** The last read before the PUT. */
  readonly read: LiveRead<S>;
}

/** A write that was not sent, because the live settings have changed since it was decided. */
export interface Outdated<S extends Settings> {
  /** The live settings now, if they could be read. */
  readonly now: LiveRead<S> | undefined;
  /** Whether an earlier write may have been applied. */
  readonly mayHaveApplied: boolean;
}

/** Sends one PUT of these settings, or of the whole document if the API takes only that. */
export async function put<S extends Settings>(
  operation: SendingOperation<S>,
  read: LiveRead<S>,
  settings: Partial<S>,
): Promise<Sent<S> | Outdated<S>> {
  const { kind, client, session, id } = operation;
  const sent = session.wholeDocuments.has(id) ? { ...read.live, ...settings } : settings;
  let latest = read;
  const found: { outdated?: Outdated<S> } = {};
  const guard = async (before: AttemptsMade) => {
    await refuseAttempt(before);
    if (before.attempts === 0 && performance.now() - read.seenAt <= waits.freshForWrite) {
      return;
    }
    const now = await readBefore(operation);
    if (now === undefined || !isUnchanged(sent, read.live, now.live)) {
      found.outdated = { now, mayHaveApplied: before.outcomeUnknown };
      throw new Error(`The PUT of ${id} is outdated.`);
    }
    latest = before.outcomeUnknown ? latest : now;
    // The read took time.
    await refuseAttempt(before);
  };
  session.liveReads.invalidate(id);
  try {
    const listed = await kind.put(client, id, sent, read.live, { guard });
    return { listed, read: latest };
  } catch (error) {
    if (found.outdated !== undefined) {
      return found.outdated;
    }
    throw error;
  } finally {
    session.liveReads.invalidate(id);
  }
}

/** Throws if the engine is gone. The error tells if an earlier attempt may have been applied. */
async function refuseAttempt({ outcomeUnknown }: AttemptsMade): Promise<void> {
  try {
    await refuseWithoutEngine();
  } catch (error) {
    throw outcomeUnknown ? new WriteFailure(asError(error), { mayHaveApplied: true }) : error;
  }
}

/**
 * Reads the live settings right before a PUT that was decided by an older read, has waited for a rate limit, or was attempted before: it
 * must not silently overwrite somebody else's change. Undefined on an error: the next ordinary read reports it.
 */
function readBefore<S extends Settings>({
  kind,
  client,
  id,
}: SendingOperation<S>): Promise<LiveRead<S> | undefined> {
  return timed(kind.observe(client.withoutQueue(), id)).catch(() => undefined);
}

/** Whether the settings to send have the same live values as when the PUT was decided. */
function isUnchanged<S extends Settings>(sent: Partial<S>, before: S, now: S): boolean {
  const names = settingNames(sent);
  return sameSettings(pick(now, names), pick(before, names));
}
