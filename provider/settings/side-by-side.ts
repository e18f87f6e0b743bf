/** Accounts or zones that are looked at or written to at the same time, at most: as many requests as go to one server at a time. */
const MOST_AT_ONCE = 64;

/** Works at many accounts or zones side by side, until `isStopped` says so. */
export async function sideBySide<T>(
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
