import { MOST_AT_ONCE } from "../http/retry-policy.js";

/** Works at many accounts or zones at the same time, until `isStopped` says so: at no more than there may be requests under way. */
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
