import assert from "node:assert/strict";

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
