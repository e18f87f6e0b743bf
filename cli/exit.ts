import { isRiskPostureError } from "../provider/errors.js";
import { log } from "./terminal/log.js";

/** The exit codes, for scripts and CI jobs. */
export const EXIT = { ok: 0, error: 1, differs: 2 } as const;

/** A mistake in an argument, a file or the environment, in one line for the user of the command. */
export class CommandError extends Error {
  override readonly name = "CommandError";

  constructor(
    message: string,
    readonly exitCode: number = EXIT.error,
  ) {
    super(message);
  }
}

/** The exit code of a comparison. An incomplete comparison is an error: it cannot rule out a difference. */
export function exitCodeFor(found: { readonly isIncomplete: boolean; readonly differs: boolean }): number {
  if (found.isIncomplete) {
    return EXIT.error;
  }
  return found.differs ? EXIT.differs : EXIT.ok;
}

interface Compared {
  /** Null if drift is unknown. */
  readonly drift: boolean | null;
  readonly isIncomplete: boolean;
}

/** Sets the exit code by the drift. Logs if nothing was compared, since a script may read exit code 0 as "no drift". */
export function exitByDrift({ drift, isIncomplete }: Compared): void {
  if (drift === null && !isIncomplete) {
    log("Nothing was compared, so exit code 0 does not mean that there is no drift.");
  }
  process.exitCode = exitCodeFor({ isIncomplete, differs: drift === true });
}

export function exitCodeOf(error: unknown): number {
  return error instanceof CommandError ? error.exitCode : EXIT.error;
}

/** The text to show for an error: one line, or the stack trace for a bug, so that it can be found. */
export function messageOf(error: unknown): string {
  if (error instanceof CommandError || isRiskPostureError(error)) {
    return error.message;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
