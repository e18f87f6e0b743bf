import { exitCodeFor } from "../outcome.js";
import { log } from "../terminal/log.js";

interface Compared {
  /** Null if drift is unknown. */
  readonly drift: boolean | null;
  readonly isIncomplete: boolean;
}

/** Sets the exit code by the drift. Logs if nothing was compared, since a script may read exit code 0 as "no drift". */
export function exitByDrift({ drift, isIncomplete }: Compared): void {
  if (drift === null && !isIncomplete) {
    log("Nothing was compared: the exit code says nothing of drift.");
  }
  process.exitCode = exitCodeFor({ isIncomplete, differs: drift === true });
}
