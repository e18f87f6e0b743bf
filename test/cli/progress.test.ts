import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import { Progress } from "../../cli/terminal/progress.js";

describe("Progress", () => {
  const { now } = Date;
  afterEach(() => {
    Date.now = now;
  });

  /** A stream that keeps what is written. */
  function streamOf({ isTTY }: { isTTY: boolean }) {
    const written: string[] = [];
    const write = (text: string | Uint8Array) => written.push(String(text)) > 0;
    return { isTTY, write, written };
  }

  it("is told in place on a terminal, and its line is left for what comes next", () => {
    const stream = streamOf({ isTTY: true });
    const progress = new Progress("Comparing stacks", 2, stream);
    progress.step();
    progress.end();
    assert.deepEqual(stream.written.map(stripVTControlCharacters), [
      "\rComparing stacks … 0 of 2",
      "\rComparing stacks … 1 of 2",
      "\r",
    ]);
  });

  it("takes a line every ten seconds at most in a log", () => {
    let seconds = 0;
    Date.now = () => seconds * 1_000;
    const stream = streamOf({ isTTY: false });
    const progress = new Progress("Comparing stacks", 500, stream);
    for (seconds = 1; seconds <= 25; seconds += 1) {
      progress.step();
    }
    progress.end();
    assert.deepEqual(stream.written, ["Comparing stacks … 10 of 500\n", "Comparing stacks … 20 of 500\n"]);
  });

  it("of a part of the work is not told, until the whole has ended", () => {
    const stream = streamOf({ isTTY: true });
    const whole = new Progress("Comparing stacks", 1, streamOf({ isTTY: true }));
    const part = new Progress("Reading the live settings", 1, stream);
    part.step();
    part.end();
    whole.end();
    assert.deepEqual(stream.written, []);
    new Progress("Reading Access", 1, stream).end();
    assert.equal(stream.written.length, 2);
  });
});
