import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../emulator/index.js";
import { Configuration } from "../../plugin/configuration.js";
import { functions } from "../../plugin/functions.js";
import { CredentialsError } from "../../provider/errors.js";
import { adminArgs, PASSWORD } from "../appgate/support.js";
import { rejection } from "../support/errors.js";
import { quietly } from "../support/quietly.js";
import { shortRetries } from "../support/short-retries.js";

describe("A function of the plugin that reads from a Controller", () => {
  shortRetries({ deadline: 500 });

  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator({ controller: { users: { admin: { password: PASSWORD } } } });
  });
  afterEach(() => emulator.close());

  const reads = (path: string) => emulator.requests.filter((request) => request.path === path).length;
  /** A run: the engine configures the provider once in each. */
  const run = (appgate: object = {}) => {
    const configuration = new Configuration(
      { appgate: adminArgs({ address: emulator.appgateUrl, ...appgate }) },
      undefined,
    );
    return (name: string, args = {}) =>
      functions[`risk-posture:index:${name}`]?.(args, configuration) ?? assert.fail(name);
  };

  for (const [name, path] of [
    ["getRiskModel", "/risk-model"],
    ["getEntitlements", "/entitlements"],
  ] as const) {
    it(`reads once in a run, however often a program calls ${name}, and again in the next run`, async () => {
      const call = run();
      const [first, ...others] = [...(await Promise.all([call(name), call(name)])), await call(name)];
      for (const other of others) {
        assert.deepEqual(other, first);
      }
      assert.equal(reads(path), 1);
      await call(name, { clientVersion: 22 });
      assert.equal(reads(path), 2);
      await run()(name);
      assert.equal(reads(path), 3);
    });

    it(`does not remember that ${name} failed`, async () => {
      const user = emulator.controller.users.get("admin") ?? assert.fail();
      user.password = "changed";
      const call = run();
      await rejection(call(name), CredentialsError);
      user.password = PASSWORD;
      await call(name);
      assert.equal(reads(path), 1);
    });

    it(`warns once in a run in which ${name} does not check the certificate`, async () => {
      const printed = await quietly(async () => {
        const call = run({ insecure: true });
        await Promise.all([call(name), call(name)]);
        await call(name);
      });
      const { host } = new URL(emulator.appgateUrl);
      assert.equal(
        printed,
        `insecure is set: the certificate of ${host} is not checked, and anybody in between can read the password.\n`,
      );
    });
  }
});
