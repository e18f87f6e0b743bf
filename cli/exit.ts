import { isRiskPostureError } from "../provider/errors.js";
import { log } from "./terminal/log.js";

/** How the command ends: what a script or a CI job reads. */
export const EXIT = { ok: 0, error: 1, differs: 2 } as const;

/** What is wrong with an argument, a file or the surroundings, in one line for the person who gave the command. */
export class CommandError extends Error {
  override readonly name = "CommandError";

  constructor(
    message: string,
    readonly exitCode: number = EXIT.error,
  ) {
    super(message);
  }
}

/** The exit code of a comparison. One that could not look everywhere has not found that all is well. */
export function exitCodeFor(found: { readonly isIncomplete: boolean; readonly differs: boolean }): number {
  if (found.isIncomplete) {
    return EXIT.error;
  }
  return found.differs ? EXIT.differs : EXIT.ok;
}

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

/** The exit code for an error. */
export function exitCodeOf(error: unknown): number {
  return error instanceof CommandError ? error.exitCode : EXIT.error;
}

/** What to show for an error: one line, but a bug keeps its stack, since somebody has to find it. */
export function messageOf(error: unknown): string {
  if (error instanceof CommandError || isRiskPostureError(error)) {
    return error.message;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
