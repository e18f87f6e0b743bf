import assert from "node:assert/strict";

/** How many cases: FUZZ=100000. Which: FUZZ_SEED, as a failure prints it. */
const count = Number(process.env["FUZZ"] ?? 5_000);
const seed = process.env["FUZZ_SEED"];

/** Among how many properties the cases are divided. */
const PROPERTIES = 10;

export const cases = {
  numRuns: Math.ceil(count / PROPERTIES),
  ...(seed !== undefined && { seed: Number(seed) }),
};

/** How many cases went well. A property that holds because everything fails holds nothing. */
export class Share {
  private all = 0;
  private good = 0;

  count(isGood: boolean): void {
    this.all += 1;
    this.good += isGood ? 1 : 0;
  }

  /** @param least A part of one. */
  assertAtLeast(least: number): void {
    const share = this.good / this.all;
    assert.ok(share >= least, `of ${this.all} cases only ${this.good} went well`);
  }
}
