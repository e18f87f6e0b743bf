import { exitCodeFor } from "../outcome.js";
import { log } from "../terminal/log.js";

interface Compared {
  /** Null where nobody can say. */
  readonly drift: boolean | null;
  readonly isIncomplete: boolean;
}

/** Has the command exit by the drift that was found. A script that reads the exit code alone may take 0 for "no drift". */
export function exitByDrift({ drift, isIncomplete }: Compared): void {
  if (drift === null && !isIncomplete) {
    log("Nothing was compared: the exit code says nothing of drift.");
  }
  process.exitCode = exitCodeFor({ isIncomplete, differs: drift === true });
}
