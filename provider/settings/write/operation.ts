import type { CloudflareClient } from "../../cloudflare/client.js";
import { CancelledError } from "../../engine/cancellation.js";
import type { Severity } from "../../engine/log.js";
import type { SettingsKind } from "../kind.js";
import type { Session } from "../session.js";
import type { Settings } from "../settings.js";

/** One operation on one account or zone. */
export interface Operation<S extends Settings> {
  readonly kind: SettingsKind<S>;
  readonly session: Session<S>;
  readonly id: string;
  /** Reserves room in the record for the values before the first write. Throws if there is none. */
  readonly makeRoom: (live: S) => void;
  /** Shows a line to people, and keeps it in the log of the run. Default: info. */
  readonly log: (line: string, severity?: Severity) => void;
  /** Settles when people can see the lines. */
  readonly delivered: () => Promise<void>;
}

/** An operation that sends requests. */
export interface SendingOperation<S extends Settings> extends Operation<S> {
  readonly client: CloudflareClient;
}

/**
 * Finishes work that was begun, even if the operation is cancelled. The work is then repeated once with requests that are sent at once,
 * since nobody waits for a rate limit after a Ctrl-C. Nothing else knows what a PUT may have wiped.
 */
export async function finishDespiteCancellation<S extends Settings, T>(
  operation: SendingOperation<S>,
  work: (operation: SendingOperation<S>) => Promise<T>,
): Promise<T> {
  try {
    return await work(operation);
  } catch (error) {
    if (!(error instanceof CancelledError)) {
      throw error;
    }
    return work({ ...operation, client: operation.client.withoutQueue() });
  }
}

/** Reads the live settings after a PUT, even if the operation is cancelled: the PUT may have wiped some. */
export function observeDespiteCancellation<S extends Settings>(operation: SendingOperation<S>): Promise<S> {
  return finishDespiteCancellation(operation, ({ kind, client, id }) => kind.observe(client, id));
}
