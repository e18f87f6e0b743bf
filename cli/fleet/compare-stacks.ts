import { asError } from "../../provider/errors.js";
import type { Backend } from "../backend-url.js";
import { messageOf } from "../exit.js";
import { type ReportOptions, reportOn } from "../status/make-report.js";
import { readStack } from "../status/stack-export.js";
import { Progress } from "../terminal/progress.js";
import type { StackResult } from "./result.js";
import { STACKS_AT_ONCE } from "./stacks-at-once.js";

interface Task extends ReportOptions {
  readonly backend: Backend;
}

/** Compares several stacks at a time. A stack that cannot be read does not stop the others. If `done` throws, no further stack is begun. */
export async function compareStacks(
  stacks: readonly string[],
  task: Task,
  done: (result: StackResult) => void,
): Promise<void> {
  const progress = new Progress("Comparing stacks", stacks.length);
  // All workers share this generator: it ends for all of them as soon as one leaves its loop.
  const waiting = inTurn(stacks);
  const work = async () => {
    for (const stack of waiting) {
      done(await resultOf(stack, task));
      progress.step();
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: STACKS_AT_ONCE }, work));
  progress.end();
  for (const worker of workers) {
    if (worker.status === "rejected") {
      throw worker.reason;
    }
  }
}

function* inTurn(stacks: readonly string[]): Generator<string> {
  yield* stacks;
}

async function resultOf(stack: string, { backend, ...options }: Task): Promise<StackResult> {
  try {
    const state = await readStack({ stack, backend: backend.url });
    return { stack, report: await reportOn(state, options) };
  } catch (error) {
    return {
      stack,
      error: {
        name: asError(error).name,
        message: backend.redact(messageOf(error)),
      },
    };
  }
}
