/** The most accounts or zones that are worked on, and the most requests to one server, at the same time. */
export const MOST_AT_ONCE = 64;

/** Works on many items at the same time, until `isStopped` says so. */
export async function concurrently<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
  isStopped: () => boolean = () => false,
): Promise<void> {
  const rest = items.values();
  const worker = async () => {
    for (const item of rest) {
      if (isStopped()) {
        return;
      }
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(MOST_AT_ONCE, items.length) }, worker));
}
