import assert from "node:assert/strict";
import { packageOf, prepare, skip, type Variant } from "../dynamic-and-plugin.js";
import { behaviors, code, fraud, off, on } from "../programs.js";
import { ACCOUNT, changes, propertyChanges, story, ZONE } from "../world.js";

const ALIASES = {
  // The plugin's SDK gets the alias from the schema.
  plugin: (_type: string) => "{}",
  dynamic: (type: string) => `{ aliases: [{ type: "risk-posture:index:${type}" }] }`,
};

story("A resource that moves between a dynamic class and the plugin", { variant: "plugin" }, (world) => {
  const declare = (variant: Variant, level = "low") =>
    world.declare(
      // By default the program requires the plugin's SDK.
      `{ const risk = require(${JSON.stringify(packageOf(variant))});`,
      behaviors({ imp_travel: on(level) }, { opts: code(ALIASES[variant]("RiskBehaviors")) }),
      fraud(
        { userProfiles: "enabled", usernameExpressions: ["http.host"] },
        { opts: code(ALIASES[variant]("FraudSettings")) },
      ),
      "}",
    );
  const initial = async () => (await world.state("workforce")).outputs["initial"];
  const types = async () =>
    Object.values(await world.resources())
      .map(({ type }) => type)
      .sort();

  before(async function () {
    const obstacle = await prepare("plugin");
    if (obstacle !== undefined) {
      skip(this, obstacle);
    }
  });

  it("keeps what was there before, and costs no request", async () => {
    declare("dynamic");
    await world.up();
    declare("plugin");
    const preview = await world.preview({ args: ["--diff"] });
    assert.deepEqual(changes(preview).sort(), ["update shop", "update workforce"]);
    assert.deepEqual(
      propertyChanges(preview).filter((line) => !line.includes("__provider")),
      [],
    );
    assert.deepEqual(preview.sent, []);
    const up = await world.up();
    assert.deepEqual(up.sent, []);
    assert.deepEqual(await types(), ["risk-posture:index:FraudSettings", "risk-posture:index:RiskBehaviors"]);
    assert.deepEqual(await initial(), { imp_travel: off("high") });
    assert.ok(!("__provider" in (await world.state("workforce")).outputs));
    assert.deepEqual((await world.up({ args: ["--expect-no-changes"] })).sent, []);
  });

  it("does so on the way back", async () => {
    declare("dynamic");
    const up = await world.up();
    assert.deepEqual(up.sent, []);
    assert.ok((await types()).every((type) => type.startsWith("pulumi-nodejs:dynamic/")));
    assert.deepEqual(await initial(), { imp_travel: off("high") });
    assert.deepEqual((await world.up({ args: ["--expect-no-changes"] })).sent, []);
  });

  it("may change on the way, and is given back in the end as it was before all", async () => {
    declare("plugin", "medium");
    const up = await world.up();
    assert.deepEqual(up.puts, [{ behaviors: { imp_travel: { enabled: true, risk_level: "medium" } } }]);
    await world.destroy();
    assert.deepEqual(world.emulator.account(ACCOUNT).settings["imp_travel"], {
      enabled: false,
      risk_level: "high",
    });
    assert.deepEqual(world.emulator.zone(ZONE).username_expressions, []);
  });
});

story("A component that moves from the TypeScript package to the plugin", { variant: "plugin" }, (world) => {
  it("keeps its resources, and costs no request", async () => {
    const args = {
      baseline: { behaviors: { imp_travel: on("low") }, fraud: { userProfiles: "enabled" } },
      accounts: { emea: { accountId: ACCOUNT } },
      zones: { shop: { zoneId: ZONE } },
    };
    for (const variant of ["dynamic", "plugin"] as const) {
      world.declare(
        `const posture = new (require(${JSON.stringify(packageOf(variant))}).RiskPosture)("acme", ${JSON.stringify(args)});`,
        "exports.initial = pulumi.unsecret(pulumi.output(posture.initial));",
      );
      const up = await world.up();
      assert.equal(up.sent.length, variant === "dynamic" ? 4 : 0);
      assert.deepEqual(await world.project.outputs(), {
        initial: {
          accounts: { emea: { imp_travel: off("high") } },
          zones: { shop: { userProfiles: "disabled" } },
        },
      });
    }
    assert.deepEqual(
      Object.values(await world.resources())
        .map(({ type }) => type)
        .sort(),
      ["risk-posture:index:FraudSettingsSet", "risk-posture:index:RiskBehaviors"],
    );
  });
});
