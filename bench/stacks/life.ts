import type { Contestant, Operation, Stack } from "./stack.js";
import { withStack } from "./with-stack.js";

/** The life of a stack, in order. */
export const LIFE: readonly { readonly name: string; readonly operation: Operation }[] = [
  { name: "first preview", operation: "preview" },
  { name: "`up`", operation: "up" },
  { name: "unchanged `up`", operation: "up" },
  { name: "refresh", operation: "refresh" },
  { name: "destroy", operation: "destroy" },
];

/**
 * The seconds that a stack with this number of zones takes for each step of its life, by the step's name.
 *
 * @param also Measures something else after a step.
 */
export async function live(
  contestant: Contestant,
  zones: number,
  log: (line: string) => void,
  also?: (stack: Stack, step: string) => Promise<Readonly<Record<string, number>>>,
): Promise<Record<string, number>> {
  const samples: Record<string, number> = {};
  await withStack(contestant, "FraudSettings", zones, async (stack) => {
    for (const { name, operation } of LIFE) {
      const seconds = await stack.time(operation, also === undefined ? {} : stack.watchingMemory);
      log(`${contestant}: ${name} ${seconds.toFixed(1)} s`);
      Object.assign(samples, { [name]: seconds }, await also?.(stack, name));
    }
  });
  return samples;
}
