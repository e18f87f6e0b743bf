import assert from "node:assert/strict";
import { fault } from "../../emulator/index.js";
import { behaviors, code, fraud, off, on } from "./programs.js";
import { ACCOUNT, changes, id, linesAbout, story, storyOnBothVariants } from "./world.js";

/** A generated SDK does not say in which order a resource is replaced. */
const HINT = {
  dynamic: 'if this is a renamed resource, give it "aliases": then it keeps what was there before',
  plugin:
    'if this is a renamed resource, give it "aliases", and if it replaces one, set deleteBeforeReplace: true: then it keeps what was there before',
};

storyOnBothVariants("A resource that is renamed without aliases", {}, (world) => {
  const live = () => world.emulator.account(ACCOUNT).settings["imp_travel"];

  it("is told of aliases by the preview, before it is too late", async () => {
    world.declare(behaviors({ imp_travel: on("low") }));
    const first = await world.up();
    assert.ok(!linesAbout(first, "RiskBehaviors").includes(HINT[world.variant]));
    world.declare(behaviors({ imp_travel: on("low") }, { name: "staff" }));
    const preview = await world.preview();
    assert.deepEqual(linesAbout(preview, "RiskBehaviors"), [
      "adopts imp_travel and overwrites nothing: live and declared are the same",
      HINT[world.variant],
    ]);
  });

  it("keeps what was there before where that advice is followed", async () => {
    world.declare(
      behaviors(
        { imp_travel: on("low") },
        { name: "staff", opts: code('{ aliases: [{ name: "workforce" }] }') },
      ),
    );
    assert.deepEqual(linesAbout(await world.preview(), "RiskBehaviors"), []);
    await world.up();
    assert.deepEqual((await world.state("staff")).outputs["initial"], { imp_travel: off("high") });
  });

  it("begins a new history where it is not, and the output has the old one", async () => {
    world.declare(behaviors({ imp_travel: on("low") }, { name: "people" }));
    const up = await world.up();
    assert.deepEqual(changes(up), ["create people", "delete staff"]);
    assert.ok(
      up.lines.some((line) => line.includes("Before it was first managed: imp_travel: disabled, high. ")),
    );
  });

  it("says in the end that there is nothing to give back", async () => {
    const destroy = await world.destroy();
    assert.deepEqual(linesAbout(destroy, "RiskBehaviors"), ["gives up imp_travel: nothing to give back"]);
    assert.deepEqual(live(), { enabled: true, risk_level: "low" });
  });
});

story("A rename without aliases whose new resource is refused", {}, (world) => {
  afterEach(() => world.emulator.faults.clear());

  it("gives back what the old one had: there is nobody to hand it over to", async () => {
    world.declare(behaviors({ imp_travel: on("low") }));
    await world.up();
    world.declare(behaviors({ imp_travel: on("medium") }, { name: "staff" }));
    const refusal = {
      success: false,
      errors: [{ code: 12345, message: "Not now" }],
      messages: [],
      result: null,
    };
    world.emulator.faults.add(fault.answer(400, refusal), {
      method: "PUT",
      when: ({ body }) => JSON.stringify(body).includes("medium"),
    });
    const up = await world.up({ allowFailure: true, args: ["--continue-on-error"] });
    assert.notEqual(up.code, 0);
    assert.ok(!up.lines.some((line) => line.includes("hands over")));
    assert.deepEqual(world.emulator.account(ACCOUNT).settings["imp_travel"], {
      enabled: false,
      risk_level: "high",
    });
  });

  it("so the next up begins with what was there before", async () => {
    await world.up();
    assert.deepEqual((await world.state("staff")).outputs["initial"], { imp_travel: off("high") });
  });
});

const SECRET = 'lookup_json_string(http.request.body.raw, "canary-secret")';
const PLAIN = ['http.request.body.form["username"][0]'];
const zones = { renamed: id("b1"), moved: id("b2"), left: id("b3") };
const options = {
  seed: {
    zones: { [zones.renamed]: {}, [zones.moved]: { username_expressions: [SECRET] }, [zones.left]: {} },
  },
  config: { expression: { secret: SECRET } },
  secrets: ["canary-secret"],
};

// After each test, every story checks that the secret is nowhere, including the exported state.
storyOnBothVariants("Expressions that were secret", options, (world) => {
  const secret = { usernameExpressions: code('[config.requireSecret("expression")]') };
  const plain = { usernameExpressions: PLAIN };
  const expressions = (name: keyof typeof zones) => world.emulator.zone(zones[name]).username_expressions;
  const initial = (name: string) => world.secretOutput(name, "initial");
  const declare = (
    settings: Parameters<typeof fraud>[0],
    of: keyof typeof zones,
    name: string = of,
    rest = {},
  ) => fraud(settings, { name, zone: zones[of], ...rest });

  before(async () => {
    world.declare(
      declare(secret, "renamed"),
      declare(secret, "moved"),
      declare(secret, "left", "left", { onDestroy: "retain" }),
    );
    await world.up();
    assert.deepEqual([expressions("renamed"), expressions("moved")], [[SECRET], [SECRET]]);
    world.declare(
      declare(plain, "renamed", "store"),
      declare({ userProfiles: "enabled" }, "moved"),
      declare(plain, "moved", "taker"),
    );
    await world.up();
  });

  it("stay secret in what a resource remembers that is renamed and has plain ones", async () => {
    assert.deepEqual(expressions("renamed"), PLAIN);
    assert.deepEqual(await initial("store"), { usernameExpressions: [SECRET] });
  });

  it("stay secret in what is handed over when they move", async () => {
    assert.deepEqual(await initial("taker"), { usernameExpressions: [SECRET] });
  });

  it("stay secret in the plain resource that adopts them after they were left", async () => {
    assert.deepEqual(expressions("left"), [SECRET]);
    world.declare(declare(plain, "left"));
    await world.up();
    assert.deepEqual(await initial("left"), { usernameExpressions: [SECRET] });
    await world.destroy();
    assert.deepEqual(expressions("left"), [SECRET]);
  });
});
