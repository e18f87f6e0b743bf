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
  const provider = async (script: string, before = ""): Promise<unknown> => {
    const code = `const fs = require("node:fs"), path = require("node:path");
      ${before}
      ${required("engine", "engine-address.ts")}.startedByEngine();
      const { operationNotes } = ${required("engine", "notes-between-processes.ts")};
      operationNotes.write({ own: 1 });
      const only = (folder) => path.join(folder, fs.readdirSync(folder)[0]);
      const notes = path.join(only(process.env.TMPDIR), fs.readdirSync(only(process.env.TMPDIR)).find((name) => name.startsWith("9-")));
      /** Of a process that lives: the test. */
      const other = (name, text) => fs.appendFileSync(path.join(notes, process.ppid + "-" + name), text);
      ${script}`;
    const args = ["--import", "tsx", "-e", code, "127.0.0.1:9"];
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
      process.stdout.write = () => true;
      operationNotes.write({ torn: 1 });
      fs.appendFileSync = write;
      operationNotes.write({ whole: 1 });
      const mine = path.join(notes, fs.readdirSync(notes).find((name) => name.startsWith(process.pid + "-")));
      other("b", fs.readFileSync(mine));
      fs.writeSync(1, JSON.stringify(operationNotes.others().flatMap(({ notes }) => notes)));`);
    assert.deepEqual(seen, [{ gives: "x" }, { own: 1 }, { whole: 1 }]);
  });

  it("is not complete where the disk stays full, and people are told that once", async () => {
    const told = await provider(`
      fs.appendFileSync = () => { throw new Error("ENOSPC"); };
      operationNotes.write({ lost: 1 });
      operationNotes.write({ lost: 2 });
      process.stdout.write = (text) => fs.writeSync(1, JSON.stringify(text)) > 0;`);
    assert.match(String(told), /a temporary file could not be written \(ENOSPC\)\. .*pulumi up --refresh/);
  });

  it("is written again where that has failed once, and nobody is told", async () => {
    const seen = await provider(`
      const write = fs.appendFileSync;
      fs.appendFileSync = () => { fs.appendFileSync = write; throw new Error("EINTR"); };
      operationNotes.write({ late: 1 });
      const mine = path.join(notes, fs.readdirSync(notes).find((name) => name.startsWith(process.pid + "-")));
      other("a", fs.readFileSync(mine));
      console.log(JSON.stringify(operationNotes.others().flatMap(({ notes }) => notes)));`);
    assert.deepEqual(seen, [{ own: 1 }, { late: 1 }]);
  });

  it("is left also where another process removes the folder, as the last one, while this one begins", async () => {
    const seen = await provider(
      `other("a", '{"gives":"x"}\\n');
      console.log(JSON.stringify(operationNotes.others().flatMap(({ notes }) => notes)));`,
      `const write = fs.writeFileSync;
      fs.writeFileSync = (file, ...rest) => {
        fs.writeFileSync = write;
        fs.rmdirSync(path.dirname(file));
        return write(file, ...rest);
      };`,
    );
    assert.deepEqual(seen, [{ gives: "x" }]);
  });

  it("is waited for where it says that settings are being given back, which is told, but not beyond a Ctrl-C", async () => {
    const seen = await provider(`
      const { Session } = ${required("settings", "provider-session.ts")};
      const { waits } = ${required("settings", "preview-and-operation-waits.ts")};
      const { cancel } = ${required("engine", "cancellation.ts")};
      waits.logWaitAfter = 0;
      other("a", '{"gives":"RiskBehaviors here","settings":["one"]}\\n');
      const session = new Session({ get: () => undefined }, { type: "RiskBehaviors", place: "account" });
      const told = [];
      process.stdout.write = (text) => {
        told.push(text);
        cancel();
        return true;
      };
      session.others.waitForGiveBacks("here").then((given) => fs.writeSync(1, JSON.stringify({ given, told })));`);
    assert.deepEqual(seen, {
      given: true,
      told: [
        "RiskBehaviors here: waits until another provider of the program has given back settings of this account\n",
      ],
    });
  });

  it("tells another process which settings are being given back, and when that has ended", async () => {
    const seen = await provider(`
      const { OtherProcesses } = ${required("settings", "ownership", "other-processes.ts")};
      const copyTo = (name) => {
        const mine = fs.readdirSync(notes).find((file) => file.startsWith(process.pid + "-"));
        fs.writeFileSync(path.join(notes, process.ppid + "-" + name), fs.readFileSync(path.join(notes, mine)));
      };
      const logged = [];
      const [one, another] = [1, 2].map(() => new OtherProcesses("RiskBehaviors", (id) => logged.push(id)));
      const work = async () => {
        copyTo("a");
        return ["one", "two"].map((setting) => another.haveReleased("here", [setting]));
      };
      one.announceGiveBack("here", ["one"], work).then(async (during) => {
        copyTo("a");
        console.log(JSON.stringify({ during, after: await another.waitForGiveBacks("here"), logged }));
      });`);
    assert.deepEqual(seen, { during: [true, false], after: true, logged: [] });
  });

  it("is read once by the diff of a set, however many zones that has", async () => {
    const reads = await provider(`
      for (let index = 0; index < 20; index += 1) other(index, "");
      const { fraudSettingsSet } = ${required("handlers.ts")};
      const get = () => undefined;
      fraudSettingsSet.configure({ config: { get, require: get } });
      let reads = 0;
      for (const name of ["readdirSync", "openSync"]) {
        const read = fs[name];
        fs[name] = (...args) => { reads += 1; return read(...args); };
      }
      const zones = (count, userProfiles) => Object.fromEntries(
        Array.from({ length: count }, (_, index) => [index.toString(16).padStart(32, "0"), { userProfiles }]));
      const diff = async (count) => {
        const before = reads;
        const declared = { zones: zones(count, "enabled") };
        const { changes } = await fraudSettingsSet.diff("id", { ...declared, initial: zones(count, "disabled") }, declared);
        return { changes, reads: reads - before };
      };
      diff(10).then(async (small) => console.log(JSON.stringify([small, await diff(1_000)])));`);
    assert.deepEqual(reads, [{ reads: 21 }, { reads: 21 }]);
  });

  it("is seen by whoever looks after a note of its own, also without a pause in between", async () => {
    const seen = await provider(`
      const count = () => operationNotes.others().flatMap(({ notes }) => notes).length;
      const before = count();
      other("a", '{"gives":"x"}\\n');
      operationNotes.write({ own: 2 });
      console.log(JSON.stringify([before, count()]));`);
    assert.deepEqual(seen, [0, 1]);
  });

  it("is read on from where it was, also behind half a letter", async () => {
    const seen = await provider(`
      const count = () => operationNotes.others().flatMap(({ notes }) => notes);
      other("a", Buffer.concat([Buffer.from('{"gives":"'), Buffer.from([0xc3]), Buffer.from("\\n")]));
      const before = count();
      setImmediate(() => {
        other("a", '{"gives":"x"}\\n');
        console.log(JSON.stringify([before, count()]));
      });`);
    assert.deepEqual(seen, [[], [{ gives: "x" }]]);
  });

  it("is removed with its folder by the last process; what killed ones have left, a day later by another operation", async () => {
    const all = path.join(folder, `pulumi-risk-posture-${process.getuid?.() ?? "user"}`);
    // No process has such an id.
    const GONE = "4194305-a";
    const lived = `${process.pid}-b`;
    const left: Readonly<Record<string, readonly string[]>> = {
      "1-1": [GONE],
      "1-2": [],
      "1-3": [GONE, lived],
      "1-4": [GONE],
    };
    for (const [operation, files] of Object.entries(left)) {
      fs.mkdirSync(path.join(all, operation), { recursive: true });
      for (const file of files) {
        fs.writeFileSync(path.join(all, operation, file), "");
      }
      const changed = new Date(Date.now() - (operation === "1-4" ? 3_600_000 : 100_000_000));
      fs.utimesSync(path.join(all, operation), changed, changed);
    }
    // What is not ours, and cannot be removed, does not keep the next one from its own notes.
    fs.mkdirSync(path.join(all, "1-5", GONE), { recursive: true });
    fs.utimesSync(path.join(all, "1-5"), 0, 0);
    assert.equal(await provider("console.log(1);"), 1);
    assert.deepEqual(fs.readdirSync(all).sort(), ["1-3", "1-4", "1-5"]);
  });
});
