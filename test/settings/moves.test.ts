import assert from "node:assert/strict";
import type { CreateResult, UpdateResult } from "@pulumi/pulumi/dynamic";
import { type Emulator, fault, startEmulator } from "../../emulator/index.js";
import { endOfRun } from "../../provider/engine/end-of-run.js";
import { PartialFailure } from "../../provider/engine/partial-failure.js";
import { riskBehaviors } from "../../provider/handlers.js";
import { configured } from "../faults/settings-operations.js";
import { configOf } from "../support/emulator-config.js";
import { rejection } from "../support/errors.js";
import { ACCOUNT, id } from "../support/ids.js";
import { quietly } from "../support/quietly.js";
import { shortRetries } from "../support/short-retries.js";

const high = { enabled: true, riskLevel: "high" };
const low = { enabled: true, riskLevel: "low" };
const inputs = (behaviors: object) => ({ accountId: ACCOUNT, behaviors });
/** What the program tells of one of two resources of the account. */
const program = (name: string) => ({
  __program: { urn: `urn:pulumi:dev::p::t::${name}`, siblings: { [ACCOUNT]: 2 } },
});
const given = { imp_travel: high };

describe("A setting that moves", () => {
  shortRetries({ deadline: 500, firstWait: 50 });
  let emulator: Emulator;
  let before: object;
  let giver: object;

  const begin = () => configured(riskBehaviors, configOf(emulator));
  const check = async (name: string, olds: object, news: object) => {
    const answer = await riskBehaviors.check?.(olds, { ...news, ...program(name) });
    return { inputs: answer?.inputs ?? news, failures: answer?.failures ?? [] };
  };
  const live = () => emulator.account(ACCOUNT).settings;

  beforeEach(async () => {
    emulator = await startEmulator();
    before = structuredClone(live());
    begin();
    const created = await riskBehaviors.create(inputs(given));
    giver = created.outs ?? assert.fail("no outputs");
    begin();
  });
  afterEach(() => emulator.close());

  /** The giver's part of a run, up to what its update comes to. */
  const giveUp = async () => {
    const checked = await check("giver", inputs(given), inputs({}));
    await riskBehaviors.diff?.(ACCOUNT, giver, checked.inputs);
    return recorded(riskBehaviors.update?.(ACCOUNT, giver, checked.inputs));
  };

  /** Destroying what is recorded brings back what was there before the first run. */
  const assertGivenBack = async (outputs: object) => {
    emulator.faults.clear();
    begin();
    await riskBehaviors.delete?.(ACCOUNT, outputs);
    assert.deepEqual(live(), before);
  };

  it("is given back where the check of the resource that was to take it over finds a fault later", async () => {
    const giving = giveUp();
    const taker = await check("taker", {}, inputs({ ...given, imp_travl: high }));
    assert.match(taker.failures[0]?.reason ?? "", /did you mean imp_travel/);
    assert.deepEqual(await giving, { ...inputs({}), initial: {} });
    assert.deepEqual(live(), before);
  });

  it("is not said to be kept by what the program does already, where the resource that has it is not looked at", async () => {
    const said = await quietly(async () => {
      await check("taker", inputs({ high_dlp: low }), inputs({ high_dlp: low, ...given }));
      await endOfRun();
    });
    assert.match(said, /overwrites nothing/);
    assert.match(said, /stays with that one: run pulumi up without --target/);
    assert.doesNotMatch(said, /keep that one in the program/);
  });

  for (const [what, accountId] of [
    ["", ACCOUNT],
    [", also where these are about another account", id("b")],
  ] as const) {
    it(`stays where it is as long as the inputs of the resource that gives it up are refused${what}`, async () => {
      const refused = await check("giver", inputs(given), {
        accountId,
        behaviors: { high_dlp: { enabled: "yes" } },
      });
      assert.notEqual(refused.failures.length, 0);
      const taker = await check("taker", {}, inputs({ imp_travel: low }));
      const { message } = await rejection(riskBehaviors.create(taker.inputs), Error);
      assert.match(
        message,
        /imp_travel may be on record of another resource of this account, whose inputs were refused/,
      );
      await riskBehaviors.delete?.(ACCOUNT, giver);
      assert.deepEqual(live(), before);
    });
  }

  it("is given back by a resource that has taken it over and could not write", async () => {
    const giving = giveUp();
    const { inputs: news } = await check("taker", {}, inputs({ imp_travel: low }));
    await giving;
    emulator.faults.add(fault.status(403), { method: "PUT" });
    emulator.faults.add(fault.status(503), { method: "GET" });
    const taker = await recorded(riskBehaviors.create(news));
    await assertGivenBack(taker);
  });

  it("is given back as it was before a write that nobody saw, also where that was its giver's", async () => {
    const lost = emulator.faults.add(fault.dropRequest(), { method: "PUT" });
    emulator.faults.add(fault.status(503), { when: () => lost.hits > 0 });
    giver = await recorded(riskBehaviors.update?.(ACCOUNT, giver, inputs({ imp_travel: low })));
    emulator.faults.clear();
    begin();
    const giving = giveUp();
    const { inputs: news } = await check("taker", {}, inputs({ imp_travel: low }));
    await giving;
    emulator.faults.add(fault.status(403), { method: "PUT" });
    const taker = await recorded(riskBehaviors.create(news));
    await assertGivenBack(taker);
  });

  for (const fails of [false, true]) {
    it(`is written again where another resource has it on record too, after a give-back that ${fails ? "fails" : "succeeds"}`, async () => {
      if (fails) {
        const lost = emulator.faults.add(fault.dropAnswer(), { method: "PUT" });
        emulator.faults.add(fault.dropRequest(), { when: () => lost.hits > 0 });
      }
      await giveUp();
      assert.deepEqual(live(), before);
      emulator.faults.clear();
      const { inputs: news } = await check("other", inputs(given), inputs(given));
      assert.equal((await riskBehaviors.diff?.(ACCOUNT, giver, news))?.changes, true);
      await riskBehaviors.update?.(ACCOUNT, giver, news);
      assert.deepEqual(live()["imp_travel"], { enabled: true, risk_level: "high" });
    });
  }

  it("does not make a resource that takes it over record what it could not write of its own", async () => {
    const own = { high_dlp: low };
    const created = await recorded(riskBehaviors.create(inputs(own)));
    begin();
    const giving = giveUp();
    const news = inputs({ high_dlp: high, imp_travel: low });
    const checked = await check("taker", inputs(own), news);
    await riskBehaviors.diff?.(ACCOUNT, created, checked.inputs);
    await giving;
    emulator.faults.add(fault.status(503), {});
    const taker = await recorded(riskBehaviors.update?.(ACCOUNT, created, checked.inputs));
    await assertGivenBack(taker);
  });
});

/** What the engine records of an operation, done or half done. */
async function recorded(
  work: Promise<CreateResult<object> | UpdateResult<object>> | undefined,
): Promise<object> {
  try {
    return (await work)?.outs ?? assert.fail("nothing is recorded");
  } catch (error) {
    assert.ok(error instanceof PartialFailure, String(error));
    return error.outputs;
  }
}
