import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const required = (...names: string[]) =>
  `require(${JSON.stringify(path.join(__dirname, "..", "..", "provider", ...names))})`;

describe("What the provider processes of an operation leave for each other", () => {
  let folder: string;
  /** Runs a script as a provider process does, after it has found the notes of itself, and answers what it prints. */
  const provider = async (script: string): Promise<unknown> => {
    const code = `const fs = require("node:fs"), path = require("node:path");
      const { operationNotes } = ${required("engine", "operation-notes.ts")};
      operationNotes.write({ own: 1 });
      const only = (folder) => path.join(folder, fs.readdirSync(folder)[0]);
      const notes = path.dirname(only(only(only(process.env.TMPDIR))));
      /** Of a process that lives: the test. */
      const other = (name, text) => fs.appendFileSync(path.join(notes, process.ppid + "-" + name), text);
      ${script}`;
    const args = ["--import", "tsx", "-e", code, "127.0.0.1:1"];
    const { stdout } = await promisify(execFile)(process.execPath, args, {
      env: { ...process.env, TMPDIR: folder },
    });
    return JSON.parse(stdout);
  };

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "operation-notes-"));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  it("is read without the lines that a full disk has cut off, and each note after one is whole", async () => {
    const seen = await provider(`
      other("a", '\\n{"declares":{"type":"Fr\\n{"gives":"x"}\\n');
      const write = fs.appendFileSync;
      fs.appendFileSync = (file, text) => { write(file, text.slice(0, 9)); throw new Error("ENOSPC"); };
      operationNotes.write({ torn: 1 });
      fs.appendFileSync = write;
      operationNotes.write({ whole: 1 });
      const mine = path.join(notes, fs.readdirSync(notes).find((name) => name.startsWith(process.pid + "-")));
      other("b", fs.readFileSync(mine));
      console.log(JSON.stringify(operationNotes.others().flatMap(({ notes }) => notes)));`);
    assert.deepEqual(seen, [{ gives: "x" }, { own: 1 }, { whole: 1 }]);
  });
});
