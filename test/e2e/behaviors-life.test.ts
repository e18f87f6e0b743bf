import assert from "node:assert/strict";
import { behaviors, off, on } from "./programs.js";
import { ACCOUNT, behaviorsPath, changes, propertyChanges, storyOnBothFaces } from "./world.js";

const seed = {
  accounts: {
    [ACCOUNT]: {
      behaviors: {
        imp_travel: { enabled: true, risk_level: "low" },
        high_dlp: { enabled: true, risk_level: "medium" },
        sentinel_one: { enabled: true, risk_level: "medium" },
        idle_session: { enabled: false, risk_level: "low" },
      },
    },
  },
} as const;

const path = behaviorsPath(ACCOUNT);

storyOnBothFaces("The behaviors of an account, from preview to destroy", { seed }, (world) => {
  const live = () => world.emulator.account(ACCOUNT).settings;
  const declared = { imp_travel: on("high"), high_dlp: on("medium") };

  it("are previewed without credentials and without a write", async () => {
    world.declare(behaviors(declared));
    const preview = await world.preview({ env: { CLOUDFLARE_API_TOKEN: undefined } });
    assert.deepEqual(changes(preview), ["create workforce"]);
    assert.deepEqual(preview.puts, []);
  });

  it("are adopted by the first up: only what differs is written, and nothing that is not declared", async () => {
    const before = live();
    const up = await world.up();
    assert.deepEqual(up.sent, [`GET ${path}`, `PUT ${path}`]);
    assert.deepEqual(up.puts, [{ behaviors: { imp_travel: { enabled: true, risk_level: "high" } } }]);
    assert.deepEqual(live(), { ...before, imp_travel: { enabled: true, risk_level: "high" } });
  });

  it("are remembered as they were, in an output that nothing but declared ones enters", async () => {
    const { id, outputs } = await world.state("workforce");
    assert.equal(id, ACCOUNT);
    const { __provider, ...rest } = outputs;
    assert.deepEqual(rest, {
      accountId: ACCOUNT,
      behaviors: declared,
      initial: { imp_travel: on("low"), high_dlp: on("medium") },
    });
  });

  it("are named in state by a constant text under 100 bytes, if at all", async () => {
    if (world.face === "plugin") {
      return;
    }
    const { inputs, outputs } = await world.state("workforce");
    const literal = 'exports.handler=()=>require("pulumi-risk-posture/handlers").riskBehaviors';
    assert.deepEqual([inputs["__provider"], outputs["__provider"]], [literal, literal]);
    assert.ok(Buffer.byteLength(literal) < 100);
  });

  it("cost no request when nothing has changed", async () => {
    const again = await world.up({ args: ["--expect-no-changes"] });
    assert.deepEqual(again.sent, []);
  });

  it("show a changed level in preview --diff, and nothing else", async () => {
    world.declare(behaviors({ ...declared, imp_travel: on("low") }));
    const preview = await world.preview({ args: ["--diff"] });
    assert.deepEqual(propertyChanges(preview), [
      "~ behaviors: {",
      "~ imp_travel: {",
      '~ riskLevel: "high" => "low"',
    ]);
    assert.deepEqual(preview.puts, []);
  });

  it("show in a refresh the drift of declared ones only, for one GET", async () => {
    world.declare(behaviors(declared));
    world.emulator.account(ACCOUNT).behavior("imp_travel").enabled = false;
    world.emulator.account(ACCOUNT).behavior("sentinel_one").risk_level = "high";
    const refresh = await world.refresh({ args: ["--diff"] });
    assert.deepEqual(refresh.sent, [`GET ${path}`]);
    assert.deepEqual(propertyChanges(refresh), [
      "~ behaviors: {",
      "~ imp_travel: {",
      "~ enabled: true => false",
    ]);
    assert.deepEqual((await world.state("workforce")).outputs["initial"], {
      imp_travel: on("low"),
      high_dlp: on("medium"),
    });
  });

  it("are repaired by the next up with one GET and one PUT, leaving alone what drifted elsewhere", async () => {
    const up = await world.up();
    assert.deepEqual(up.sent, [`GET ${path}`, `PUT ${path}`]);
    assert.deepEqual(live()["imp_travel"], { enabled: true, risk_level: "high" });
    assert.deepEqual(live()["sentinel_one"], { enabled: true, risk_level: "high" });
    assert.deepEqual((await world.state("workforce")).outputs["initial"], {
      imp_travel: on("low"),
      high_dlp: on("medium"),
    });
  });

  it("are remembered when they are added later, as they are then", async () => {
    world.declare(behaviors({ ...declared, idle_session: on("medium") }));
    world.emulator.account(ACCOUNT).behavior("idle_session").risk_level = "high";
    const up = await world.up();
    assert.deepEqual(up.puts, [{ behaviors: { idle_session: { enabled: true, risk_level: "medium" } } }]);
    assert.deepEqual((await world.state("workforce")).outputs["initial"], {
      imp_travel: on("low"),
      high_dlp: on("medium"),
      idle_session: off("high"),
    });
  });

  it("need no request when only onDestroy changes", async () => {
    world.declare(behaviors({ ...declared, idle_session: on("medium") }, { onDestroy: "retain" }));
    const up = await world.up();
    assert.deepEqual(changes(up), ["update workforce"]);
    assert.deepEqual(up.sent, []);
    assert.equal((await world.state("workforce")).outputs["onDestroy"], "retain");
  });

  it("are given back by destroy as they were, with one GET and one PUT", async () => {
    world.declare(behaviors({ ...declared, idle_session: on("medium") }));
    assert.deepEqual((await world.up()).sent, []);
    const destroy = await world.destroy();
    assert.deepEqual(destroy.sent, [`GET ${path}`, `PUT ${path}`]);
    assert.deepEqual(live(), {
      imp_travel: { enabled: true, risk_level: "low" },
      high_dlp: { enabled: true, risk_level: "medium" },
      sentinel_one: { enabled: true, risk_level: "high" },
      idle_session: { enabled: false, risk_level: "high" },
    });
    assert.deepEqual(await world.resources(), {});
  });
});

storyOnBothFaces("Behaviors that already are as declared", {}, (world) => {
  it("are adopted without a PUT, and given back without one", async () => {
    world.declare(behaviors({ imp_travel: off("high"), high_dlp: off("medium") }));
    assert.deepEqual((await world.up()).sent, [`GET ${path}`]);
    assert.deepEqual((await world.state("workforce")).outputs["initial"], {
      imp_travel: off("high"),
      high_dlp: off("medium"),
    });
    assert.deepEqual((await world.destroy()).sent, [`GET ${path}`]);
  });
});
