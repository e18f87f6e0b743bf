import assert from "node:assert/strict";
import { id, linesAbout, story } from "./world.js";

const [EMEA, US] = [id("e1"), id("05")];

/** A component with two of our resources. Another child depends on one of them. */
const COMPONENT = `
class Posture extends pulumi.ComponentResource {
  constructor(name, level) {
    super("acme:index:Posture", name);
    const behaviors = { imp_travel: { enabled: true, riskLevel: level } };
    const first = new risk.RiskBehaviors("emea", { accountId: "${EMEA}", behaviors }, { parent: this });
    new risk.RiskBehaviors("us", { accountId: "${US}", behaviors }, { parent: this, dependsOn: [first] });
    this.registerOutputs({});
  }
}`;

story("Resources in one component", { seed: { accounts: { [EMEA]: {}, [US]: {} } } }, (world) => {
  it("do not wait for each other: both are previewed, each under its own name", async () => {
    world.declare(COMPONENT, 'new Posture("acme", "low");');
    const preview = await world.preview();
    assert.deepEqual(
      [EMEA, US].map((account) => linesAbout(preview, "RiskBehaviors", account)),
      [
        ["overwrites imp_travel: disabled, high → enabled, low"],
        ["overwrites imp_travel: disabled, high → enabled, low"],
      ],
    );
  });

  it("are made, changed and given back", async () => {
    assert.equal((await world.up()).puts.length, 2);
    world.declare(COMPONENT, 'new Posture("acme", "medium");');
    assert.equal((await world.up()).puts.length, 2);
    assert.deepEqual((await world.up({ args: ["--expect-no-changes"] })).sent, []);
    await world.destroy();
    for (const account of [EMEA, US]) {
      assert.deepEqual(world.emulator.account(account).settings["imp_travel"], {
        enabled: false,
        risk_level: "high",
      });
    }
  });
});
