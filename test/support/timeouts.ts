import path from "node:path";
import { timeouts } from "../../provider/http/timeouts-and-waits.js";

export type Timeouts = typeof timeouts;

const SHORT: Partial<Timeouts> = { firstWait: 50, longestWait: 50 };

/** Runs a test with shorter timeouts than people have, in milliseconds: what fails for good then fails soon. */
export async function withTimeouts<T>(less: Partial<Timeouts>, test: () => Promise<T>): Promise<T> {
  const before = { ...timeouts };
  Object.assign(timeouts, SHORT, less);
  try {
    return await test();
  } finally {
    Object.assign(timeouts, before);
  }
}

/** The same for all tests of a suite. */
export function shortTimeouts(less: Partial<Timeouts>): void {
  const usual = { ...timeouts };
  before(() => Object.assign(timeouts, SHORT, less));
  after(() => Object.assign(timeouts, usual));
}

/** The environment in which every process that loads the built package has shorter timeouts. */
export function environmentWithShortTimeouts(less: Partial<Timeouts> = {}): Record<string, string> {
  const script = path.join(__dirname, "short-timeouts.cjs");
  return {
    NODE_OPTIONS: `--require ${JSON.stringify(script)}`,
    TEST_TIMEOUTS: JSON.stringify({ deadline: 3_000, firstWait: 20, longestWait: 100, ...less }),
  };
}
