import assert from "node:assert/strict";
import { z } from "zod";
import { run } from "../../cli/command.js";
import { ACCOUNT, story, ZONE } from "../world.js";

const EMEA = "e".repeat(32);

const options = {
  language: "yaml",
  config: {
    "risk-posture:apiToken": { secret: "canary-token-4d1f" },
    password: { secret: "emulator-password" },
    emeaToken: { secret: "canary-token-emea" },
  },
  env: { CLOUDFLARE_API_TOKEN: undefined },
  seed: {
    tokens: {
      "canary-token-4d1f": { permissions: ["Zero Trust Write", "Fraud Detection Write"] },
      "canary-token-emea": { permissions: ["Zero Trust Write"], accounts: [EMEA] },
    },
    accounts: { [ACCOUNT]: {}, [EMEA]: {} },
    zones: { [ZONE]: {} },
  },
} as const;

const Report = z.object({
  drift: z.boolean().nullable(),
  riskModels: z.array(z.object({ address: z.string() })),
  resources: z.array(
    z.object({
      kind: z.string(),
      name: z.string(),
      settings: z.array(z.object({ setting: z.string(), status: z.string() })).optional(),
      error: z.object({ message: z.string() }).optional(),
    }),
  ),
});

/** A reference to a value of the program. */
const value = (path: string) => `\${${path}}`;
const imp_travel = { enabled: true, riskLevel: "low" };

const emulated = (address: string) => ({
  type: "pulumi:providers:risk-posture",
  properties: {
    apiToken: value("emeaToken"),
    appgate: { address, username: "admin", password: value("password") },
  },
});

story("status of a program in YAML", options, (world) => {
  before(async () => {
    world.declareYaml({
      config: { password: { type: "string" }, emeaToken: { type: "string" } },
      resources: {
        emea: { type: "pulumi:providers:risk-posture", properties: { apiToken: value("emeaToken") } },
        controller: emulated(world.emulator.appgateUrl),
        workforce: {
          type: "risk-posture:RiskBehaviors",
          properties: { accountId: ACCOUNT, behaviors: { imp_travel } },
        },
        others: {
          type: "risk-posture:RiskBehaviors",
          options: { provider: value("emea") },
          properties: { accountId: EMEA, behaviors: { imp_travel } },
        },
        shops: {
          type: "risk-posture:FraudSettingsSet",
          properties: { zones: { [ZONE]: { userProfiles: "enabled" } } },
        },
        model: { type: "risk-posture:RiskModelSnapshot", options: { provider: value("controller") } },
        // Only read, not managed, so not compared.
        read: { type: "risk-posture:RiskBehaviors", get: { id: `${ACCOUNT}/high_dlp` } },
      },
    });
    await world.up();
  });

  async function status(exported: readonly string[] = ["--show-secrets"]) {
    const { stdout } = await world.project.run(["stack", "export", ...exported], { env: world.env });
    const env = { CLOUDFLARE_BASE_URL: world.emulator.cloudflareUrl };
    const ended = await run(["status", "--json", "--file", "-"], { env, input: stdout });
    assert.doesNotMatch(ended.stdout + ended.stderr, /canary|emulator-password/);
    return { code: ended.code, ...Report.parse(JSON.parse(ended.stdout)) };
  }

  it("compares each resource, with the credentials of its provider", async () => {
    const { code, drift, resources, riskModels } = await status();
    assert.deepEqual(
      resources.map(({ kind, name, error }) => [kind, name, error]),
      [
        ["FraudSettingsSet", "shops", undefined],
        ["RiskBehaviors", "others", undefined],
        ["RiskBehaviors", "workforce", undefined],
        ["RiskModelSnapshot", "model", undefined],
      ],
    );
    assert.deepEqual({ code, drift }, { code: 0, drift: false });
    assert.deepEqual(riskModels, [{ address: world.emulator.appgateUrl }]);
  });

  it("finds drift", async () => {
    const behavior = world.emulator.account(EMEA).behavior("imp_travel");
    behavior.risk_level = "high";
    const { code, resources } = await status();
    behavior.risk_level = "low";
    assert.equal(code, 2);
    const drifted = resources.filter(({ settings = [] }) =>
      settings.some(({ status }) => status === "drift"),
    );
    assert.deepEqual(
      drifted.map(({ name }) => name),
      ["others"],
    );
  });

  it("names what is encrypted as people set it, and asks nobody without it", async () => {
    world.emulator.forgetRequests();
    const { code, resources } = await status([]);
    assert.equal(code, 1);
    assert.deepEqual(
      resources.map(({ name, error }) => [name, / is encrypted/.exec(error?.message ?? "")?.index]),
      [
        ["shops", "risk-posture:apiToken".length],
        ["others", "risk-posture:apiToken".length],
        ["workforce", "risk-posture:apiToken".length],
        ["model", "risk-posture:appgate".length],
      ],
    );
    assert.deepEqual(world.emulator.requests, []);
  });
});
