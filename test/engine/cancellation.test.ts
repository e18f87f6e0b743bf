import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";

const handlers = JSON.stringify(path.join(__dirname, "..", "..", "provider", "handlers.ts"));

describe("A provider process whose SDK does not have the parts that tell of a cancellation", () => {
  it("is configured and works all the same", async () => {
    const code = `const Module = require("node:module");
      const resolve = Module._resolveFilename;
      Module._resolveFilename = (name, ...rest) => {
        if (name.startsWith("google-protobuf")) {
          throw new Error("There is no " + name);
        }
        return resolve(name, ...rest);
      };
      const { riskBehaviors } = require(${handlers});
      const get = () => undefined;
      const olds = { accountId: "a", behaviors: {}, initial: {} };
      (async () => {
        await riskBehaviors.configure({ config: { get, require: get } });
        console.log(JSON.stringify(await riskBehaviors.diff("a", olds, { ...olds, accountId: "b" })));
      })();`;
    const args = ["--import", "tsx", "-e", code, "127.0.0.1:9"];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    assert.deepEqual(JSON.parse(stdout), { replaces: ["accountId"] });
  });
});
