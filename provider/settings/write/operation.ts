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

/** What is known while an operation is under way, and when it has failed. */
export interface Progress<S extends Settings> {
  /** All settings as they were before any of our PUTs may have been applied. Empty as long as nobody has looked. */
  before: Partial<S>;
}
