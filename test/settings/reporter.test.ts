import assert from "node:assert/strict";
import { Reporter } from "../../provider/settings/messages/reporter.js";
import { ACCOUNT } from "../support/ids.js";
import { quietly } from "../support/quietly.js";

const subject = { type: "RiskBehaviors", id: ACCOUNT };
const numbered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `overwrites key_${from + index}`);

/** What a run shows until its end. */
async function shown(run: (reporter: Reporter) => void): Promise<string[]> {
  const printed = await quietly(async () => {
    const reporter = new Reporter();
    run(reporter);
    await reporter.close();
  });
  return printed.split("\n").filter((line) => line !== "");
}
const ofAccount = (lines: readonly string[]) => lines.map((line) => `RiskBehaviors ${ACCOUNT}: ${line}`);

describe("What a preview tells", () => {
  it("are twenty lines, and then how many more there are", async () => {
    const lines = await shown((reporter) => {
      for (const line of numbered(1, 25)) {
        reporter.preview(subject, line);
      }
    });
    assert.deepEqual(lines, [
      ...ofAccount(numbered(1, 20)),
      "… and 5 more lines like these, which are not shown.",
    ]);
  });

  it("are all of twenty, without a summary", async () => {
    const lines = await shown((reporter) => {
      for (const line of numbered(1, 20)) {
        reporter.preview(subject, line);
      }
    });
    assert.deepEqual(lines, ofAccount(numbered(1, 20)));
  });

  it("are each line once, whoever comes to the same conclusion, and warnings beside them", async () => {
    const lines = await shown((reporter) => {
      for (const line of [...numbered(1, 22), ...numbered(1, 22)]) {
        reporter.preview(subject, line);
      }
      reporter.preview(subject, "could not look", "warning");
    });
    assert.deepEqual(lines, [
      ...ofAccount([...numbered(1, 20), "could not look"]),
      "… and 2 more lines like these, which are not shown.",
    ]);
  });

  it("withholds nothing of what is being done, nor counts it as withheld", async () => {
    const lines = await shown((reporter) => {
      for (const line of numbered(1, 25)) {
        reporter.preview(subject, line);
      }
      for (const line of numbered(1, 30)) {
        reporter.log(subject, line);
      }
    });
    assert.deepEqual(lines, ofAccount(numbered(1, 30)));
  });

  it("comes at the end where only the whole program tells", async () => {
    const lines = await shown((reporter) => {
      reporter.previewAtTheEnd(() => reporter.preview(subject, "gives back key_1"));
      reporter.preview(subject, "overwrites key_2");
    });
    assert.deepEqual(lines, ofAccount(["overwrites key_2", "gives back key_1"]));
  });
});
