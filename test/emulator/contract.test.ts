import assert from "node:assert/strict";
import { type RecordedRequest, type Seed, startEmulator } from "../../emulator/index.js";
import { behaviorsPath, fraudPath, zoneId } from "./calls.js";
import { checkAgainstContract, checkAnswer, checkRequest } from "./contract.js";
import { type Ask, get, invalidRequests, readRiskModel, validRequests } from "./contract-cases.js";

describe("The emulator keeps to the vendors' descriptions when", () => {
  for (const [title, status, ask, seed] of validRequests) {
    it(`${title} (${status})`, async () => {
      const recorded = await lastRequest(ask, seed);
      assert.equal(recorded.status, status);
      checkAgainstContract(recorded);
    });
  }
});

describe("The emulator refuses, as described, what the descriptions do not allow:", () => {
  for (const [title, status, ask, seed] of invalidRequests) {
    it(`${title} (${status})`, async () => {
      const recorded = await lastRequest(ask, seed);
      assert.equal(recorded.status, status);
      assert.throws(() => checkRequest(recorded));
      checkAnswer(recorded);
    });
  }
});

describe("The check against the contract fails for", () => {
  let behaviors: RecordedRequest;
  let fraudSettings: RecordedRequest;
  let riskModel: RecordedRequest;
  before(async () => {
    behaviors = await lastRequest(get(behaviorsPath));
    fraudSettings = await lastRequest(get(fraudPath));
    riskModel = await lastRequest(readRiskModel);
  });

  it("an answer with a field of the wrong type", () => {
    const imp_travel = { name: "", description: "", risk_level: "high", enabled: "true" };
    const answer = { success: true, errors: [], messages: [], result: { behaviors: { imp_travel } } };
    assert.throws(
      () => checkAgainstContract({ ...behaviors, answer }),
      /imp_travel\/enabled must be boolean/,
    );
  });

  it("an error in the shape of a success", () => {
    assert.throws(
      () => checkAgainstContract({ ...behaviors, status: 404 }),
      /success must be equal to one of/,
    );
  });

  it("a fraud error in the shape of a success, although its description cannot be satisfied", () => {
    assert.throws(
      () => checkAgainstContract({ ...fraudSettings, status: 403 }),
      /success must be equal to one of/,
    );
  });

  it("null in an answer, which the descriptions never allow", async () => {
    const seed: Seed = { zones: { [zoneId]: { entitled: false, unset: "null" } } };
    const recorded = await lastRequest(get(fraudPath), seed);
    assert.throws(() => checkAgainstContract(recorded), /username_expressions must be array/);
  });

  it("a value in the wrong format", () => {
    const userAction = { type: "OtpAuthentication", message: "", providerId: "local" };
    const answer = { lowSensitivity: { highRisk: { action: "AllowWithUserAction", userAction } } };
    assert.throws(
      () => checkAgainstContract({ ...riskModel, answer }),
      /providerId must match format "uuid"/,
    );
  });

  it("a media type that is not the vendor's", () => {
    const answerHeaders = { "content-type": "application/json" };
    assert.throws(
      () => checkAgainstContract({ ...riskModel, answerHeaders }),
      /media type "application\/json"/,
    );
  });

  it("a status, a method or a path that is not described", () => {
    assert.throws(() => checkAgainstContract({ ...behaviors, status: 500 }), /answered 500/);
    assert.throws(() => checkAgainstContract({ ...behaviors, method: "DELETE" }), /not in the contract/);
    assert.throws(() => checkAgainstContract({ ...behaviors, path: "/accounts" }), /not in the contract/);
  });

  it("a body that is sent where there is none", () => {
    assert.throws(() => checkAgainstContract({ ...behaviors, body: {} }), /has a body/);
  });
});

async function lastRequest(ask: Ask, seed?: Seed): Promise<RecordedRequest> {
  const emulator = await startEmulator(seed);
  try {
    await ask(emulator);
    const recorded = emulator.requests.at(-1);
    assert.ok(recorded, "nothing was recorded");
    return recorded;
  } finally {
    await emulator.close();
  }
}
