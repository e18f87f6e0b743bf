import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import fc from "fast-check";
import { Journal } from "../../../cli/fleet/journal.js";
import { recorded } from "../../../provider/risk-model/model.js";
import { exampleModel } from "../../../scripts/docs/example-model.js";
import { anyText, HOSTILE } from "../../risk-model/arbitraries.js";
import { fullReport } from "../status/reports.js";
import { inSync } from "./fleets.js";

const STACKS = ["a", "b", "c", "y", "z"];
const SUBJECT = { backend: "s3://acme-state", undeclared: false };

describe("The results in a file", () => {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "journal-"));
  const file = path.join(directory, "results.jsonl");
  beforeEach(() => fs.rmSync(file, { force: true }));
  after(() => fs.rmSync(directory, { recursive: true }));

  const same = { stack: "a", report: inSync("shop") };
  const differing = { stack: "b", report: fullReport("shop") };
  const unread = { stack: "c", error: { name: "CommandError", message: "no such stack" } };

  /** Writes these results, as a run does. */
  function written(...results: Parameters<Journal["append"]>[0][]): string {
    const journal = Journal.resumed(file, SUBJECT);
    for (const result of results) {
      journal.append(result);
    }
    journal.close();
    return fs.readFileSync(file, "utf8");
  }
  const resumed = (subject = SUBJECT) => {
    const journal = Journal.resumed(file, subject);
    const results = [...journal.resultsOf(STACKS)];
    journal.close();
    return results;
  };

  it("are read as they were written, whatever their texts hold", () => {
    const journal = Journal.temporary(SUBJECT);
    const check = (text: string) => {
      const full = fullReport(text);
      // As the command has a model, without what a lookup adds to it.
      const riskModels = full.riskModels.map((status) => ({
        ...status,
        model: recorded({ ...exampleModel(), ztpRuleId: text }),
      }));
      const result = { stack: text, report: { ...full, riskModels } };
      journal.append(result);
      assert.deepEqual(journal.read(text), result);
    };
    HOSTILE.forEach(check);
    fc.assert(fc.property(anyText, check), { numRuns: 100 });
    journal.close();
  });

  it("of a run without a file are in none that anybody finds", () => {
    const before = fs.readdirSync(os.tmpdir());
    const journal = Journal.temporary(SUBJECT);
    assert.deepEqual(
      fs.readdirSync(os.tmpdir()).filter((name) => !before.includes(name) && name.endsWith(".jsonl")),
      [],
    );
    journal.close();
  });

  it("of a run with a file can be read by nobody else: they hold live settings", () => {
    written(same);
    assert.equal(fs.statSync(file).mode & 0o077, 0);
  });

  it("are gone on from, but for what could not be read or compared", () => {
    written(same, differing, unread);
    assert.deepEqual(
      resumed().map(({ stack }) => stack),
      ["a"],
    );
  });

  it("count as of the last time", () => {
    written(unread);
    written({ ...same, stack: "c" });
    const journal = Journal.resumed(file, SUBJECT);
    assert.equal([...journal.resultsOf(STACKS)].length, 1);
    assert.ok("report" in journal.read("c"));
    journal.close();
  });

  it("lose no more than the line in which a run was killed", () => {
    const whole = written(same, { ...same, stack: "z" });
    for (const cut of [1, 2, 100]) {
      fs.writeFileSync(file, whole.slice(0, -cut));
      assert.deepEqual(
        resumed().map(({ stack }) => stack),
        ["a"],
      );
      written({ ...same, stack: "z" });
      assert.equal(fs.readFileSync(file, "utf8"), whole);
    }
    fs.writeFileSync(file, `${whole}{"stack":"y","error":"${"long".repeat(9_999)}`);
    assert.equal(resumed().length, 2);
    assert.equal(fs.readFileSync(file, "utf8"), whole);
  });

  it("are refused where they are of another backend, with other options, damaged, or somebody else's, which is left as it is", () => {
    const whole = written(same);
    for (const [text, subject, message] of [
      [whole, { ...SUBJECT, backend: "file://~" }, /holds stacks of s3:\/\/acme-state, not of file:\/\/~/],
      [
        whole,
        { ...SUBJECT, undeclared: true },
        /was made without --undeclared: leave --undeclared out, or begin with a new file\./,
      ],
      [
        whole.replace('"undeclared":false', '"undeclared":true'),
        SUBJECT,
        /was made with --undeclared: add --undeclared, or begin with a new file\./,
      ],
      [whole.replace('"stack":"a"', '"stack":1'), SUBJECT, /is damaged in line 2: begin with a new file/],
      [`${whole}{"stack":"b"}\n`, SUBJECT, /is damaged in line 3/],
      ["notes of mine", SUBJECT, /was not made by this version of the command/],
      ["# Notes\n\nof mine\n", SUBJECT, /was not made by this version of the command/],
    ] as const) {
      fs.writeFileSync(file, text);
      assert.throws(() => resumed(subject), message);
      assert.equal(fs.readFileSync(file, "utf8"), text);
    }
  });

  it("are written as a whole, also where the disk takes a part at a time", () => {
    const { writeSync } = fs;
    const inParts = (descriptor: number, data: Uint8Array, offset: number, length: number, at: number) =>
      writeSync(descriptor, data, offset, Math.min(length, 100), at);
    Object.assign(fs, { writeSync: inParts });
    try {
      written(same);
    } finally {
      Object.assign(fs, { writeSync });
    }
    assert.deepEqual(resumed(), [same]);
  });

  it("are not taken for those of the stack where another run has written into the file: that is said in a sentence", () => {
    const journal = Journal.resumed(file, SUBJECT);
    journal.append(same);
    fs.writeFileSync(file, "x".repeat(10_000));
    assert.throws(() => journal.read("a"), {
      name: "CommandError",
      message: `--resume ${file} was changed while this run used it: begin with a new file.`,
    });
    journal.close();
  });

  it("say where they cannot be written", () => {
    assert.throws(
      () => Journal.resumed("/nowhere/results.jsonl", SUBJECT),
      /^CommandError: --resume \/nowhere.*ENOENT/,
    );
  });
});
