import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

const ENGINE = path.join(__dirname, "..", "..", "provider", "engine");

/** Counts the errors that nobody catches, each of which the SDK prints. */
const script = (work: string) => `
  let errors = 0;
  process.on("uncaughtException", () => { errors += 1; });
  process.stdin.once("end", async () => {
    require(${JSON.stringify(path.join(ENGINE, "engine-address.ts"))}).startedByEngine();
    const { delivered, log } = require(${JSON.stringify(path.join(ENGINE, "log.ts"))});
    const { refuseWithoutEngine } = require(${JSON.stringify(path.join(ENGINE, "engine-alive.ts"))});
    ${work}
    setTimeout(() => process.exit(errors), 50);
  }).resume();`;
const NOBODY_LISTENS = "127.0.0.1:1";

describe("A provider process whose engine was killed", () => {
  for (const [what, work] of [
    ["lines", 'log({ text: "one" }); log({ text: "another" }); await delivered();'],
    ["errors", "for (const _ of [1, 2]) await refuseWithoutEngine().catch(console.error);"],
  ] as const) {
    it(`drops its ${what} when nobody reads them any more`, async () => {
      const args = ["--import", "tsx", "-e", script(work), NOBODY_LISTENS];
      const child = spawn(process.execPath, args, { stdio: "pipe" });
      child.stdout.destroy();
      child.stderr.destroy();
      child.stdin.end();
      const [code] = await once(child, "exit");
      assert.equal(code, 0);
    });
  }
});
