import assert from "node:assert/strict";
import { impatient } from "../support/patience.js";
import { type Intercepted, Interception } from "./interception.js";
import { behaviors, off, on } from "./programs.js";
import { ACCOUNT, changes, story } from "./world.js";

story("A write of which the outcome is not known", {}, (world) => {
  const interception = new Interception(() => new URL(world.emulator.cloudflareUrl).origin);
  before(async () => {
    const origin = await interception.start();
    world.env = { ...impatient(), CLOUDFLARE_BASE_URL: `${origin}/client/v4` };
  });
  after(() => interception.stop());
  afterEach(() => {
    interception.decide = (request) => request.forward();
  });

  const live = () => world.emulator.account(ACCOUNT).settings["imp_travel"];
  const afterThePut = (then: (request: Intercepted) => void) => {
    let seen = false;
    interception.decide = async (request) => {
      if (seen) return then(request);
      seen = request.method === "PUT";
      await (seen ? request.forwardAndDrop() : request.forward());
    };
  };

  it("is repeated, and succeeds", async () => {
    world.declare(behaviors({ imp_travel: on("medium") }));
    afterThePut((request) => void request.forward());
    assert.deepEqual(
      (await world.up()).sent.map((sent) => sent.split(" ")[0]),
      ["GET", "PUT", "PUT"],
    );
    await world.destroy();
    assert.deepEqual(live(), { enabled: false, risk_level: "high" });
  });

  it("succeeds all the same if no repetition gets an answer, and one look shows that it has taken place", async () => {
    world.declare(behaviors({ imp_travel: on("low") }));
    interception.decide = (request) =>
      request.method === "PUT" ? request.forwardAndDrop() : request.forward();
    const up = await world.up();
    const methods = up.sent.map((sent) => sent.split(" ")[0]);
    assert.deepEqual([methods.at(0), methods.at(-1)], ["GET", "GET"]);
    assert.ok(methods.length > 3 && methods.slice(1, -1).every((method) => method === "PUT"));
    assert.deepEqual((await world.state("workforce")).outputs["initial"], { imp_travel: off("high") });
    await world.destroy();
    assert.deepEqual(live(), { enabled: false, risk_level: "high" });
  });

  it("is recorded with what was there before if nobody can look", async () => {
    world.declare(behaviors({ imp_travel: on("low") }));
    afterThePut((request) => request.drop());
    const up = await world.up({ allowFailure: true });
    assert.notEqual(up.code, 0);
    const { outputs, initErrors } = await world.state("workforce");
    assert.deepEqual(outputs["initial"], { imp_travel: off("high") });
    assert.equal(initErrors?.length, 1);
    assert.match(String(outputs["__provider"]), /^exports\.handler=/);
  });

  it("is repaired by the next up, which looks first", async () => {
    world.emulator.account(ACCOUNT).behavior("imp_travel").risk_level = "medium";
    const up = await world.up();
    assert.deepEqual(changes(up), ["update workforce"]);
    assert.deepEqual(live(), { enabled: true, risk_level: "low" });
    const { outputs, initErrors = [] } = await world.state("workforce");
    assert.deepEqual(outputs["initial"], { imp_travel: off("high") });
    assert.deepEqual(initErrors, []);
    assert.ok(!("unconfirmed" in outputs));
    assert.deepEqual((await world.up({ args: ["--expect-no-changes"] })).sent, []);
  });

  it("of an update keeps what a removed unit has to be given back", async () => {
    world.declare(behaviors({ high_dlp: on("low") }));
    interception.decide = async (request) => (request.method === "PUT" ? request.drop() : request.forward());
    assert.notEqual((await world.up({ allowFailure: true })).code, 0);
    interception.decide = (request) => request.forward();
    await world.up();
    assert.deepEqual(live(), { enabled: false, risk_level: "high" });
    assert.deepEqual((await world.state("workforce")).outputs["initial"], { high_dlp: off("medium") });
  });

  it("that the API accepts and does not carry out is an error, and the next up repairs it", async () => {
    const pretend = { errors: [], messages: [], success: true, result: { behaviors: {} } };
    interception.decide = async (request) =>
      request.method === "PUT" ? request.answer(200, JSON.stringify(pretend)) : request.forward();
    world.declare(behaviors({ high_dlp: on("high") }));
    const up = await world.up({ allowFailure: true });
    assert.notEqual(up.code, 0);
    assert.ok(
      up.lines.some((line) =>
        /accepted the settings of .* but shows others: high_dlp: enabled, high → enabled, low/.test(line),
      ),
    );
    interception.decide = (request) => request.forward();
    await world.up();
    assert.deepEqual(world.emulator.account(ACCOUNT).settings["high_dlp"], {
      enabled: true,
      risk_level: "high",
    });
  });

  it("is given back by destroy, whichever way it went", async () => {
    world.declare(behaviors({ high_dlp: on("low"), imp_travel: on("low") }));
    afterThePut((request) => request.drop());
    await world.up({ allowFailure: true });
    interception.decide = (request) => request.forward();
    await world.destroy();
    assert.deepEqual(live(), { enabled: false, risk_level: "high" });
    assert.deepEqual(world.emulator.account(ACCOUNT).settings["high_dlp"], {
      enabled: false,
      risk_level: "medium",
    });
  });
});
