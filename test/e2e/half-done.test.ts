import assert from "node:assert/strict";
import { fault } from "../../emulator/index.js";
import { environmentWithShortRetries } from "../support/short-retries.js";
import { behaviors, off, on } from "./programs.js";
import { ACCOUNT, changes, storyOnBothVariants, type Told } from "./world.js";

// The handlers decide the outcome of a request. The dynamic provider or the plugin also has to record a half-done resource.
storyOnBothVariants("A write of which the outcome is not known", {}, (world) => {
  before(() => {
    world.env = environmentWithShortRetries();
  });
  afterEach(() => world.emulator.faults.clear());

  const methodsOf = ({ requests }: Told) => requests.map(({ method }) => method);
  const live = () => world.emulator.account(ACCOUNT).settings["imp_travel"];
  /** The first PUT is applied, but its answer is lost. From then on every request is lost. */
  const loseAllAfterThePut = () => {
    const { faults } = world.emulator;
    const lost = faults.add(fault.dropAnswer(), { method: "PUT", times: 1 });
    faults.add(fault.dropRequest(), { when: () => lost.hits === 1 });
  };

  if (world.variant === "dynamic") {
    it("is looked at before it is repeated: it is not, where it has taken place", async () => {
      world.declare(behaviors({ imp_travel: on("medium") }));
      world.emulator.faults.add(fault.dropAnswer(), { method: "PUT" });
      assert.deepEqual(methodsOf(await world.up()), ["GET", "PUT", "GET"]);
      assert.deepEqual((await world.state("workforce")).outputs["initial"], { imp_travel: off("high") });
      world.emulator.faults.clear();
      await world.destroy();
      assert.deepEqual(live(), { enabled: false, risk_level: "high" });
    });

    it("is repeated where a look shows that it has not", async () => {
      world.declare(behaviors({ imp_travel: on("low") }));
      world.emulator.faults.add(fault.dropRequest(), { method: "PUT", times: 1 });
      assert.deepEqual(methodsOf(await world.up()), ["GET", "PUT", "GET", "PUT"]);
      assert.deepEqual((await world.state("workforce")).outputs["initial"], { imp_travel: off("high") });
      await world.destroy();
      assert.deepEqual(live(), { enabled: false, risk_level: "high" });
    });
  }

  it("is recorded with what was there before if nobody can look", async () => {
    world.declare(behaviors({ imp_travel: on("low") }));
    loseAllAfterThePut();
    const up = await world.up({ allowFailure: true });
    assert.notEqual(up.code, 0);
    const { outputs, initErrors } = await world.state("workforce");
    assert.deepEqual((await world.initials())["workforce"], { imp_travel: off("high") });
    assert.equal(initErrors?.length, 1);
    if (world.variant === "dynamic") {
      assert.match(String(outputs["__provider"]), /^exports\.handler=/);
    }
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

  it("of an update keeps what a removed setting has to be given back", async () => {
    world.declare(behaviors({ high_dlp: on("low") }));
    world.emulator.faults.add(fault.dropRequest(), { method: "PUT" });
    assert.notEqual((await world.up({ allowFailure: true })).code, 0);
    world.emulator.faults.clear();
    await world.up();
    assert.deepEqual(live(), { enabled: false, risk_level: "high" });
    assert.deepEqual((await world.state("workforce")).outputs["initial"], { high_dlp: off("medium") });
  });

  if (world.variant === "dynamic") {
    it("that the API accepts and does not carry out is an error, and the next up repairs it", async () => {
      const pretend = { errors: [], messages: [], success: true, result: { behaviors: {} } };
      world.emulator.faults.add(fault.answer(200, pretend), { method: "PUT" });
      world.declare(behaviors({ high_dlp: on("high") }));
      const up = await world.up({ allowFailure: true });
      assert.notEqual(up.code, 0);
      assert.ok(
        up.lines.some((line) =>
          /accepted the settings of .* but shows others: high_dlp: enabled, high → enabled, low/.test(line),
        ),
      );
      world.emulator.faults.clear();
      await world.up();
      assert.deepEqual(world.emulator.account(ACCOUNT).settings["high_dlp"], {
        enabled: true,
        risk_level: "high",
      });
    });
  }

  it("is given back by destroy, whichever way it went", async () => {
    world.declare(behaviors({ high_dlp: on("low"), imp_travel: on("low") }));
    loseAllAfterThePut();
    await world.up({ allowFailure: true });
    world.emulator.faults.clear();
    await world.destroy();
    assert.deepEqual(live(), { enabled: false, risk_level: "high" });
    assert.deepEqual(world.emulator.account(ACCOUNT).settings["high_dlp"], {
      enabled: false,
      risk_level: "medium",
    });
  });
});
