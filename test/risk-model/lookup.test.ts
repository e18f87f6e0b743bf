import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { type Emulator, startEmulator } from "../../emulator/index.js";
import type { AppgateArgs } from "../../provider/appgate/connection.js";
import { CredentialsError } from "../../provider/errors.js";
import { getRiskModel, getRiskModelOutput } from "../../provider/risk-model/lookup.js";
import { adminArgs, PASSWORD } from "../appgate/support.js";
import { rejection } from "../support/errors.js";

describe("getRiskModel", () => {
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
