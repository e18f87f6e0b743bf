/** How the command ends: what a script or a CI job reads. */
export const EXIT = { ok: 0, error: 1, differs: 2 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What is wrong with an argument, a file or the surroundings, in one line for the person who gave the command. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}

/** The line to show for an error: bugs keep their stack, since somebody has to find them. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  // The package's own errors are made without one.
  return error instanceof CommandError || error.stack === "" ? error.message : (error.stack ?? error.message);
}
