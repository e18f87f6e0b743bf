import type { CloudflareClient } from "../../cloudflare/client.js";
import type { Severity } from "../../engine/log.js";
import type { SettingsKind } from "../kind.js";
import type { Session } from "../provider-session.js";
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
