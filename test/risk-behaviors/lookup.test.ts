import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { type Emulator, startEmulator } from "../../emulator/index.js";
import { CredentialsError, InvalidValueError } from "../../provider/errors.js";
import { getRiskBehaviors, getRiskBehaviorsOutput } from "../../provider/risk-behaviors/lookup.js";
import { accountId } from "../support/arbitraries.js";
import { configOf } from "../support/emulator-config.js";
import { rejection } from "../support/errors.js";

describe("getRiskBehaviors", () => {
  let emulator: Emulator;
  const configBefore = pulumi.runtime.allConfig();

  beforeEach(async () => {
    emulator = await startEmulator();
    pulumi.runtime.setAllConfig(configOf(emulator));
  });
  afterEach(async () => {
    pulumi.runtime.setAllConfig(configBefore);
    await emulator.close();
  });

  it("reads every behavior of an account with one GET, managed or not", async () => {
    emulator.account(accountId).addBehavior("new_one", { name: "New", description: "Added.", enabled: true });
    const { behaviors, ...rest } = await getRiskBehaviors({ accountId });
    assert.deepEqual(rest, { accountId });
    assert.deepEqual(Object.keys(behaviors), ["imp_travel", "high_dlp", "sentinel_one", "new_one"]);
    assert.deepEqual(behaviors["new_one"], {
      name: "New",
      description: "Added.",
      enabled: true,
      riskLevel: "low",
    });
    assert.deepEqual(
      emulator.requests.map(({ method }) => method),
      ["GET"],
    );
  });

  it("refuses an id of another form before it asks anybody", async () => {
    for (const id of ["", "../zones", accountId.toUpperCase(), `${accountId}0`]) {
      const { message } = await rejection(getRiskBehaviors({ accountId: id }), InvalidValueError);
      assert.match(message, /^accountId must be 32 lower-case hexadecimal characters/);
    }
    assert.deepEqual(emulator.requests, []);
  });

  it("says that a token is not accepted, and does not show it", async () => {
    emulator.tokens.delete("emulator-token");
    const { message } = await rejection(getRiskBehaviors({ accountId }), CredentialsError);
    assert.match(message, /Check that the token is active/);
    assert.doesNotMatch(message, /emulator-token/);
  });

  it("as an output takes an output, and stays secret only if the account is", async () => {
    const known = getRiskBehaviorsOutput({ accountId: pulumi.output(accountId) });
    const name = await new Promise((resolve) =>
      known.apply(({ behaviors }) => resolve(behaviors["imp_travel"]?.name)),
    );
    assert.equal(name, "Impossible Travel");
    assert.equal(await pulumi.isSecret(known), false);
    const secret = getRiskBehaviorsOutput({ accountId: pulumi.secret(accountId) });
    assert.equal(await pulumi.isSecret(secret), true);
  });
});
