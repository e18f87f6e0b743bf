import path from "node:path";
import { retryPolicy } from "../../provider/http/retry-policy.js";

export type Timeouts = typeof retryPolicy;

const SHORT: Partial<Timeouts> = { firstWait: 50, longestWait: 50 };

/** Runs a test with shorter timeouts than people have, in milliseconds: what fails for good then fails soon. */
export async function withTimeouts<T>(less: Partial<Timeouts>, test: () => Promise<T>): Promise<T> {
  const before = { ...retryPolicy };
  Object.assign(retryPolicy, SHORT, less);
  try {
    return await test();
  } finally {
    Object.assign(retryPolicy, before);
  }
}

/** The same for all tests of a suite. */
export function shortTimeouts(less: Partial<Timeouts>): void {
  const usual = { ...retryPolicy };
  before(() => Object.assign(retryPolicy, SHORT, less));
  after(() => Object.assign(retryPolicy, usual));
}

/** The environment in which every process that loads the built package has shorter timeouts. */
export function environmentWithShortTimeouts(less: Partial<Timeouts> = {}): Record<string, string> {
  const script = path.join(__dirname, "short-timeouts.cjs");
  return {
    NODE_OPTIONS: `--require ${JSON.stringify(script)}`,
    TEST_TIMEOUTS: JSON.stringify({ deadline: 3_000, firstWait: 20, longestWait: 100, ...less }),
  };
}
