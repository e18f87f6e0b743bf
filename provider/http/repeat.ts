import {
  DelegateBackoff,
  ExponentialBackoff,
  fullJitterGenerator,
  handleWhenResult,
  type IBackoffFactory,
  retry,
} from "cockatiel";
import type { Attempt } from "./attempt.js";
import { patience } from "./patience.js";
import type { Effort } from "./persist.js";

/** Attempts a request again and again, until its effort is not to go on. Answers the last attempt. */
export function attemptAgain(effort: Effort, first: Attempt): Promise<Attempt> {
  const policy = retry(
    handleWhenResult(() => effort.isToGoOn()),
    { backoff: growing((random) => effort.waitBefore(random)) },
  );
  // The policy begins with an attempt, and that has been made.
  return policy.execute(({ attempt }) => (attempt === 0 ? first : effort.attempt()));
}

/** Waits with full jitter, so that those who were refused together do not come back together. */
function growing(wait: (random: number) => number) {
  const jitter: IBackoffFactory<unknown> = new ExponentialBackoff({
    generator: fullJitterGenerator,
    initialDelay: patience.firstWait,
    maxDelay: patience.longestWait,
  });
  return new DelegateBackoff<unknown, IBackoffFactory<unknown>>((context, before = jitter) => {
    const random = before.next(context);
    return { delay: wait(random.duration), state: random };
  });
}
