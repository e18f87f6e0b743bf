import assert from "node:assert/strict";
import { redactInLog, redactingLog } from "../../../cli/status/redacting-log.js";

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
    redactInLog(["canary-of-one"]);
    redactingLog("waiting for canary-of-one");
    redactInLog(["canary-of-other"]);
    redactingLog("waiting for canary-of-one and canary-of-other");
    assert.equal(lines, "waiting for [redacted]\nwaiting for [redacted] and [redacted]\n");
  });
});
