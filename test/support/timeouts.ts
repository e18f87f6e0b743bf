import path from "node:path";
import { patience } from "../../provider/http/timeouts.js";

export type Patience = typeof patience;

const SHORT: Partial<Patience> = { firstWait: 50, longestWait: 50 };

/** Runs a test with less patience than people have, in milliseconds: what fails for good then fails soon. */
export async function withPatience<T>(less: Partial<Patience>, test: () => Promise<T>): Promise<T> {
  const before = { ...patience };
  Object.assign(patience, SHORT, less);
  try {
    return await test();
  } finally {
    Object.assign(patience, before);
  }
}

/** The same for all tests of a suite. */
export function lessPatience(less: Partial<Patience>): void {
  const usual = { ...patience };
  before(() => Object.assign(patience, SHORT, less));
  after(() => Object.assign(patience, usual));
}

/** The environment in which every process that loads the built package has less patience. */
export function impatient(less: Partial<Patience> = {}): Record<string, string> {
  const script = path.join(__dirname, "impatient.cjs");
  return {
    NODE_OPTIONS: `--require ${JSON.stringify(script)}`,
    TEST_PATIENCE: JSON.stringify({ deadline: 1_500, firstWait: 20, longestWait: 100, ...less }),
  };
}
