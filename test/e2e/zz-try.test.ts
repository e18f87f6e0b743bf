import { id, story } from "./world.js";
const [EMEA, US] = [id("e1"), id("05")];
story("try", { seed: { accounts: { [EMEA]: {}, [US]: {} } } }, (world) => {
  it("previews", async () => {
    world.declare(`
const posture = new risk.RiskPosture("acme", {
  baseline: { behaviors: { imp_travel: { enabled: true, riskLevel: "high" } } },
  accounts: {
    emea: { accountId: "${EMEA}", behaviors: { high_dlp: { enabled: true, riskLevel: "medium" } } },
    us: { accountId: pulumi.secret("${US}"), behaviors: { imp_travel: pulumi.output(null) }, enableAllExcept: { keys: ["sentinel_one"], riskLevel: "low" } },
  },
});
exports.initial = posture.initial;`);
    const preview = await world.preview({ args: ["--diff"], allowFailure: true });
    console.log(preview.stdout, preview.stderr, preview.lines, preview.sent);
    const up = await world.up({ allowFailure: true });
    console.log(up.stdout, up.lines, up.sent, JSON.stringify(up.puts));
    console.log(await world.project.outputs());
  });
  it("refuses", async () => {
    for (const args of [
      `{ accounts: { us: { accountId: "${US}", enableAllExcept: { keys: ["sentinel_on"] } } } }`,
      `{ accounts: { us: { accountId: "${US}", enableAllExcept: { keys: [] } } }, requires: [{ sensitivity: "high", risk: "high", action: "Deny" }] }`,
      `{ accounts: { us: { accountId: "${US}", enableAllExcept: { keys: [] }, behavior: {} } } }`,
      `{ accounts: { us: { accountId: "x", enableAllExcept: { keys: [] } } } }`,
      `{ accounts: { us: { accountId: "x" } }, baseline: pulumi.output({ behavior: 1}) }`,
      `{ accounts: pulumi.output({}) }`,
      `{ accounts: { us: { accountId: "${US}", behaviors: { imp_travel: { enabled: true, riskLevel: "low" } } }, too: { accountId: pulumi.output("${US}"), behaviors: { imp_travel: { enabled: true, riskLevel: "low" } } } } }`,
    ]) {
      world.declare(`new risk.RiskPosture("acme", ${args});`);
      const preview = await world.preview({ allowFailure: true });
      console.log(args, preview.stdout, preview.lines);
    }
  });
});
