import type { UpOptions } from "./stack.js";

interface Work<T, Step> {
  /** Plans one item after another, as the engine checks. */
  readonly plan: (item: T) => Promise<Step>;
  /** Runs when all items are planned and none is begun. */
  readonly between: () => Promise<void>;
  readonly perform: (step: Step) => Promise<void>;
}

/** The order in which an engine checks resources and works at them. */
export async function inOrder<T, Step>(
  order: NonNullable<UpOptions["steps"]>,
  items: readonly T[],
  { plan, between, perform }: Work<T, Step>,
): Promise<void> {
  if (order === "checks first") {
    const planned: Step[] = [];
    for (const item of items) {
      planned.push(await plan(item));
    }
    await between();
    await settleAll(planned.map(perform));
    return;
  }
  const begun: Promise<void>[] = [];
  try {
    for (const item of items) {
      const performed = perform(await plan(item));
      begun.push(performed);
      if (order === "one by one") {
        await performed;
      } else {
        performed.catch(() => undefined);
      }
    }
  } finally {
    // If a check fails, the operations in progress still run to their end.
    await settleAll(begun);
  }
}

/** Waits for all steps, then throws the first failure. */
async function settleAll(steps: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(steps)).find((step) => step.status === "rejected");
  if (failed !== undefined) {
    throw failed.reason;
  }
}
