/**
 * The result of the work, or undefined as soon as the signal is aborted. The work goes on, and nobody waits for it.
 *
 * @param mayLeave Whether the work can be left when the signal is aborted. Default: always.
 */
export function unlessAborted<T>(
  work: Promise<T>,
  signal: AbortSignal | undefined,
  mayLeave = () => true,
): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const leave = () => (mayLeave() ? resolve(undefined) : undefined);
    if (signal?.aborted) {
      leave();
    }
    signal?.addEventListener("abort", leave);
    work.then(resolve, reject).finally(() => signal?.removeEventListener("abort", leave));
  });
}
