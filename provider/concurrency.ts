/** Accounts or zones that are worked at, and requests to one server that are under way, at the same time, at most. */
export const MOST_AT_ONCE = 64;

/** Works at many accounts or zones at the same time, until `isStopped` says so. */
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
