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
  /** Keeps room in the record for what is there before the first write. Throws where there is none. */
  readonly makeRoom: (live: S) => void;
  /** Shown to people, and kept in the log of the run. Default: as information. */
  readonly log: (line: string, severity?: Severity) => void;
  /** Settles when people can see what was shown. */
  readonly delivered: () => Promise<void>;
}

/** One that sends requests. */
export interface SendingOperation<S extends Settings> extends Operation<S> {
  readonly client: CloudflareClient;
}

/**
 * Ends what was begun, also when the operation is cancelled: then at once, and once, since nobody waits for a rate limit after a Ctrl-C.
 * Nothing else knows what a PUT may have wiped.
 */
export async function toTheEnd<S extends Settings, T>(
  operation: SendingOperation<S>,
  work: (operation: SendingOperation<S>) => Promise<T>,
): Promise<T> {
  try {
    return await work(operation);
  } catch (error) {
    if (!(error instanceof CancelledError)) {
      throw error;
    }
    return work({ ...operation, client: operation.client.immediately() });
  }
}
