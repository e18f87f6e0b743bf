import { Progress } from "./terminal/progress.js";

export type Outcome<T, R> =
  | { readonly item: T; readonly value: R }
  | { readonly item: T; readonly error: unknown };

/**
 * Does the work for all items at once and shows the progress. The client limits how many requests run at a time. A failed item does not
 * stop the others.
 */
export async function withProgress<T, R>(
  what: string,
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<Outcome<T, R>[]> {
  const progress = new Progress(what, items.length);
  const attempt = async (item: T): Promise<Outcome<T, R>> => {
    try {
      return { item, value: await work(item) };
    } catch (error) {
      return { item, error };
    } finally {
      progress.step();
    }
  };
  const outcomes = await Promise.all(items.map(attempt));
  progress.end();
  return outcomes;
}
