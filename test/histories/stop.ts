/** Thrown to end a run. */
export class Stop extends Error {}

/** Makes an error of `check`, `diff` or `read` end the run. */
export async function orStop<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw new Stop(error instanceof Error ? error.message : String(error));
  }
}
