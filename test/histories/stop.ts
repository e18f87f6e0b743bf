/** Ends a run, as an error does. */
export class Stop extends Error {}

/** An error of `check`, `diff` or `read` ends the run. */
export async function orStop<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw new Stop(error instanceof Error ? error.message : String(error));
  }
}
