import assert from "node:assert/strict";
import { concealingLog, keepOutOfLines } from "../../../cli/status/concealing-log.js";

describe("A line of a client that stacks share", () => {
  const { write } = process.stderr;
  let lines = "";
  beforeEach(() => {
    lines = "";
    process.stderr.write = (text) => {
      lines += text;
      return true;
    };
  });
  afterEach(() => {
    process.stderr.write = write;
  });

  it("shows the secrets of none of them, of one that came after other lines neither", () => {
    keepOutOfLines(["canary-of-one"]);
    concealingLog("waiting for canary-of-one");
    keepOutOfLines(["canary-of-other"]);
    concealingLog("waiting for canary-of-one and canary-of-other");
    assert.equal(lines, "waiting for [redacted]\nwaiting for [redacted] and [redacted]\n");
  });
});
