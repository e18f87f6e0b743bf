import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { type Emulator, startEmulator } from "../../emulator/index.js";
import type { AppgateArgs } from "../../provider/appgate/connection.js";
import { CredentialsError, InvalidValueError } from "../../provider/errors.js";
import { getRiskModel, getRiskModelOutput } from "../../provider/risk-model/lookup.js";
import { adminArgs, asked, PASSWORD } from "../appgate/support.js";
import { rejection } from "../support/errors.js";
import { shortRetries } from "../support/short-retries.js";

describe("getRiskModel", () => {
  shortRetries({ deadline: 500 });

  let emulator: Emulator;
  const configBefore = pulumi.runtime.allConfig();
  const args = (more: AppgateArgs = {}) => adminArgs({ address: emulator.appgateUrl, ...more });
  const reads = () => emulator.requests.filter(({ path }) => path === "/risk-model").length;

  beforeEach(async () => {
    emulator = await startEmulator({
      controller: { users: { admin: { password: PASSWORD }, other: { password: PASSWORD } } },
    });
  });
  afterEach(async () => {
    pulumi.runtime.setAllConfig(configBefore);
    await emulator.close();
  });

  it("reads once for one connection, however often and from wherever it is called", async () => {
    const models = await Promise.all([getRiskModel(args()), getRiskModel(args()), getRiskModel(args())]);
    models.push(await getRiskModel(args()));
    assert.equal(reads(), 1);
    assert.ok(models.every((model) => model === models[0]));
  });

  it("reads once for one connection without certificate checks too", async () => {
    const insecure = args({ insecure: true });
    await Promise.all([getRiskModel(insecure), getRiskModel(insecure)]);
    assert.equal(reads(), 1);
  });

  for (const [minVersion, maxVersion, versionStatus, expected] of [
    [16, 16, 404, /speaks API version 16, and the risk model came with 17: it needs Appgate SDP 6\.0/],
    [17, 18, 404, 18],
    [18, 22, 200, 22],
    [20, 23, 200, 23],
    [23, 25, 200, 24],
    [25, 25, 200, /needs API version 25 or newer, .*gone since 25: use Conditions there/],
  ] as const) {
    it(`of a Controller with versions ${minVersion} to ${maxVersion} ${expected instanceof RegExp ? "is refused before the login" : `reads in version ${expected}`}`, async () => {
      Object.assign(emulator.controller, { minVersion, maxVersion, versionStatus });
      // Before 6.3 a Controller has no /version, and tells its versions by refusing one.
      const discovery = versionStatus === 200 ? ["GET /version"] : ["GET /version", "POST /authentication"];
      if (expected instanceof RegExp) {
        assert.match((await rejection(getRiskModel(args()), InvalidValueError)).message, expected);
        assert.deepEqual(asked(emulator), discovery);
      } else {
        assert.equal((await getRiskModel(args())).apiVersion, expected);
        const session = ["POST /login", "GET /risk-model", "POST /authentication/logout"];
        assert.deepEqual(asked(emulator), [...discovery, ...session]);
        const known = emulator.requests.length;
        await Promise.all([getRiskModel(args()), getRiskModel(args())]);
        assert.equal(emulator.requests.length, known);
      }
      const early = emulator.requests.slice(0, discovery.length);
      assert.doesNotMatch(
        JSON.stringify(early.map(({ body, headers }) => [body, headers])),
        /admin"|hunter2|bearer/i,
      );
    });
  }

  it("reads again for another connection", async () => {
    await getRiskModel(args());
    await getRiskModel(args({ username: "other" }));
    await getRiskModel(args({ clientVersion: 22 }));
    assert.equal(reads(), 3);
  });

  it("does not remember a failure", async () => {
    const user = emulator.controller.users.get("admin") ?? assert.fail();
    user.password = "changed";
    await rejection(getRiskModel(args()), CredentialsError);
    await rejection(getRiskModel(args()), CredentialsError);
    user.password = PASSWORD;
    assert.equal((await getRiskModel(args())).matrix.high.high.action, "Deny");
    assert.equal(reads(), 1);
  });

  it("takes from the stack's configuration what the program does not say", async () => {
    pulumi.runtime.setAllConfig({
      "appgate:address": emulator.appgateUrl,
      "appgate:username": "other",
      "appgate:password": PASSWORD,
    });
    assert.equal((await getRiskModel()).apiVersion, 23);
    const login = emulator.requests.find(({ path }) => path === "/login")?.body;
    assert.match(JSON.stringify(login), /"username":"other"/);
  });

  it("as an output takes outputs, and its model is not secret although the password is", async () => {
    const output = getRiskModelOutput({
      address: pulumi.output(emulator.appgateUrl),
      username: "admin",
      password: pulumi.secret(PASSWORD),
    });
    assert.equal(await pulumi.isSecret(output), false);
    const action = await new Promise((resolve) =>
      output.apply(({ matrix }) => resolve(matrix.low.low.action)),
    );
    assert.equal(action, "Allow");
  });
});
