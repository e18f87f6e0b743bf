import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { withLock } from "../../scripts/setup/lock.mjs";
import { until } from "../support/processes.js";
import { runNode, Sandbox } from "./fakes.js";

const lockModule = pathToFileURL(path.join(__dirname, "../../scripts/setup/lock.mjs")).href;

describe("A lock", () => {
  let sandbox: Sandbox;
  let file: string;
  beforeEach(() => {
    sandbox = new Sandbox();
    file = sandbox.path("locks", "a.lock");
  });
  afterEach(() => sandbox.remove());

  /** A process that holds the lock for a moment and notes when it gets it and when it gives it back. */
  const holder = () => {
    const log = JSON.stringify(sandbox.path("log"));
    return `
      import fs from "node:fs";
      import { withLock } from ${JSON.stringify(lockModule)};
      await withLock(${JSON.stringify(file)}, async () => {
        fs.appendFileSync(${log}, "begin\\n");
        await new Promise((resolve) => setTimeout(resolve, 50));
        fs.appendFileSync(${log}, "end\\n");
      });`;
  };
  const runHolders = (count: number) =>
    Promise.all(Array.from({ length: count }, () => runNode(["--input-type=module", "--eval", holder()])));
  const oneAfterTheOther = (count: number) => "begin\nend\n".repeat(count);

  it("lets processes work one after the other", async () => {
    await runHolders(5);
    assert.equal(sandbox.read("log"), oneAfterTheOther(5));
  });

  it("is gone after the work, and after work that failed", async () => {
    assert.equal(await withLock(file, async () => fs.existsSync(file)), true);
    assert.equal(fs.existsSync(file), false);
    await assert.rejects(
      withLock(file, () => Promise.reject(new Error("no luck"))),
      /no luck/,
    );
    assert.equal(fs.existsSync(file), false);
  });

  it("passes from a killed process to one of those that wait", async () => {
    const eternal = holder().replace("50", "1e9");
    const victim = spawn(process.execPath, ["--input-type=module", "--eval", eternal], { stdio: "ignore" });
    await until(() => fs.existsSync(sandbox.path("log")));
    const waiting = runHolders(4);
    victim.kill("SIGKILL");
    await waiting;
    assert.equal(sandbox.read("log"), `begin\n${oneAfterTheOther(4)}`);
    assert.deepEqual(fs.readdirSync(path.dirname(file)), []);
  });

  it("of a holder on another machine counts as long as it is kept fresh", async () => {
    const { pid } = spawnSync(process.execPath, ["--eval", ""]);
    sandbox.write("locks/a.lock", JSON.stringify({ pid, host: "elsewhere", id: "x" }));
    let waits = 0;
    const onWait = () => {
      waits++;
      const longAgo = new Date(Date.now() - 3_600_000);
      fs.utimesSync(file, longAgo, longAgo);
    };
    await withLock(file, async () => assert.equal(waits, 1), { onWait });
  });

  it("that was never written to is taken over when it is old", async () => {
    const longAgo = new Date(Date.now() - 3_600_000);
    fs.utimesSync(sandbox.write("locks/a.lock", ""), longAgo, longAgo);
    assert.equal(await withLock(file, async () => "done"), "done");
  });
});
