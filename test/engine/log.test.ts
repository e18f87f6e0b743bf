import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

const MODULE = path.join(__dirname, "..", "..", "provider", "engine", "log.ts");

/** As the SDK's provider process does with an error that nobody catches, but for a count of those. */
const SCRIPT = `
  let errors = 0;
  process.on("uncaughtException", () => { errors += 1; });
  process.stdin.once("end", async () => {
    const { log, delivered } = require(${JSON.stringify(MODULE)});
    log({ text: "overwrites a setting" });
    log({ text: "overwrites another" });
    await delivered();
    setImmediate(() => process.exit(errors));
  }).resume();`;

describe("A provider process whose engine was killed", () => {
  it("drops its lines when nobody reads them any more, without an error", async () => {
    const NOBODY_LISTENS = "127.0.0.1:1";
    const child = spawn(process.execPath, ["--import", "tsx", "-e", SCRIPT, NOBODY_LISTENS], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    child.stdout.destroy();
    child.stdin.end();
    const [code] = await once(child, "exit");
    assert.equal(code, 0);
  });
});
