import path from "node:path";
import { requestTimes } from "../../provider/http/timeouts-and-retry-limits.js";

export type RetryPolicy = typeof requestTimes;

const SHORT: Partial<RetryPolicy> = { firstWait: 50, longestWait: 50 };

/** Runs a test with a retry policy of shorter times, in milliseconds, so that lasting failures end soon. */
export async function withShortRetries<T>(less: Partial<RetryPolicy>, test: () => Promise<T>): Promise<T> {
  const before = { ...requestTimes };
  Object.assign(requestTimes, SHORT, less);
  try {
    return await test();
  } finally {
    Object.assign(requestTimes, before);
  }
}

/** Does the same for all tests of a suite. */
export function shortRetries(less: Partial<RetryPolicy>): void {
  const usual = { ...requestTimes };
  before(() => Object.assign(requestTimes, SHORT, less));
  after(() => Object.assign(requestTimes, usual));
}

/** The environment in which every process with the built package has a retry policy of shorter times. */
export function environmentWithShortRetries(less: Partial<RetryPolicy> = {}): Record<string, string> {
  const script = path.join(__dirname, "preload-retry-times.cjs");
  return {
    NODE_OPTIONS: `--require ${JSON.stringify(script)}`,
    TEST_RETRIES: JSON.stringify({ deadline: 3_000, firstWait: 20, longestWait: 100, ...less }),
  };
}
