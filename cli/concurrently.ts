import { Progress } from "./terminal/progress.js";

/** Enough to make a hundred accounts quick, and few enough not to meet the rate limit with all of them at once. */
const AT_ONCE = 8;

export type Outcome<T, R> =
  | { readonly item: T; readonly value: R }
  | { readonly item: T; readonly error: unknown };

/** Does the work for all items, some at once, and tells how far it is. One that fails does not stop the others. */
export async function concurrently<T, R>(
  what: string,
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<Outcome<T, R>[]> {
  const progress = new Progress(what, items.length);
  const outcomes: Outcome<T, R>[] = [];
  const queue = items.entries();
  const worker = async () => {
    // One iterator for all workers: each takes what none has taken.
    for (const [index, item] of queue) {
      outcomes[index] = await work(item).then(
        (value) => ({ item, value }),
        (error: unknown) => ({ item, error }),
      );
      progress.step();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  progress.end();
  return outcomes;
}
