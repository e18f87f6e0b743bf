import assert from "node:assert/strict";
import { behaviors, code } from "./programs.js";
import { ACCOUNT, behaviorsPath, changes, fraudPath, id, stackOutputs, story, ZONE } from "./world.js";

const DEFAULT = id("2a");
const OTHER = id("2b");
const EXPRESSION = 'http.request.body.form["username"][0]';
const seed = {
  accounts: {
    [DEFAULT]: { behaviors: { high_dlp: { enabled: true, risk_level: "low" } } },
    [OTHER]: { behaviors: { high_dlp: { enabled: true, risk_level: "high" } } },
  },
  zones: { [ZONE]: { user_profiles: "enabled", username_expressions: [EXPRESSION] } },
  tokens: {
    "canary-default": {
      permissions: ["Zero Trust Read", "Fraud Detection Read"],
      accounts: [DEFAULT],
    },
    "canary-other": { permissions: ["Zero Trust Read"], accounts: [OTHER] },
  },
} as const;

const program = `
  const other = new risk.Provider("other", { apiToken: config.requireSecret("otherToken") });
  const level = ({ behaviors }) => behaviors.high_dlp.riskLevel;
  const profiles = ({ userProfiles, usernameExpressions, authenticationSettings }) =>
    [userProfiles, usernameExpressions, authenticationSettings];
  const deny = ({ matrix }) => matrix.high.high.action;

  exports.plain = risk.getRiskBehaviors({ accountId: "${DEFAULT}" }).then(level);
  exports.output = risk.getRiskBehaviorsOutput({ accountId: pulumi.output("${DEFAULT}") }).apply(level);
  exports.otherPlain = risk.getRiskBehaviors({ accountId: "${OTHER}" }, { provider: other }).then(level);
  exports.otherOutput = risk.getRiskBehaviorsOutput({ accountId: "${OTHER}" }, { provider: other }).apply(level);
  exports.fraud = risk.getFraudSettings({ zoneId: "${ZONE}" }).then(profiles);
  exports.fraudOutput = risk.getFraudSettingsOutput({ zoneId: pulumi.output("${ZONE}") }).apply(profiles);
  exports.model = risk.getRiskModel().then(deny);
  exports.modelOutput = risk.getRiskModelOutput({ password: config.requireSecret("appgatePassword") }).apply(deny);`;

const settings = [
  "enabled",
  [EXPRESSION],
  { successCriteria: { statusCodes: [] }, failureCriteria: { statusCodes: [] } },
];
const expected = {
  plain: "low",
  output: "low",
  otherPlain: "high",
  otherOutput: "high",
  fraud: settings,
  fraudOutput: settings,
  model: "Deny",
  modelOutput: "Deny",
};

const options = {
  seed,
  env: { CLOUDFLARE_API_TOKEN: undefined },
  config: {
    "cloudflare:apiToken": { secret: "canary-default" },
    otherToken: { secret: "canary-other" },
    appgatePassword: { secret: "emulator-password" },
    "appgate:username": "admin",
    "appgate:password": { secret: "emulator-password" },
  },
};

story("The lookups", options, (world) => {
  before(() => world.project.setConfig({ "appgate:address": world.emulator.appgateUrl }));

  it("answer in a preview, with the stack's credentials or an explicit provider's", async () => {
    world.declare(program);
    const preview = await world.preview();
    assert.deepEqual(stackOutputs(preview), expected);
    assert.deepEqual(preview.puts, []);
    const cloudflare = preview.requests.filter(({ api }) => api === "cloudflare");
    const tokens = (path: string) =>
      cloudflare.filter((request) => request.path === path).map(({ headers }) => headers.authorization);
    assert.deepEqual(tokens(behaviorsPath(DEFAULT)), ["Bearer canary-default", "Bearer canary-default"]);
    assert.deepEqual(tokens(behaviorsPath(OTHER)), ["Bearer canary-other", "Bearer canary-other"]);
    assert.deepEqual(tokens(fraudPath(ZONE)), ["Bearer canary-default", "Bearer canary-default"]);
  });

  it("read the risk model once for a program, and log out", async () => {
    const up = await world.up();
    const appgate = up.requests.filter(({ api }) => api === "appgate");
    assert.deepEqual(
      appgate.map(({ method, path }) => `${method} ${path}`),
      ["GET /version", "POST /login", "GET /risk-model", "POST /authentication/logout"],
    );
    assert.ok(appgate.every(({ status }) => status < 300));
  });

  it("give answers that are not secret, although credentials and a password are", async () => {
    const { stdout } = await world.project.run(["stack", "output", "--json"]);
    assert.deepEqual(JSON.parse(stdout), expected);
  });

  it("say in one line what is missing or wrong, and send nothing then", async () => {
    world.declare('exports.wrong = risk.getFraudSettings({ zoneId: "shop.example.com" });');
    const preview = await world.preview({ allowFailure: true });
    assert.notEqual(preview.code, 0);
    assert.deepEqual(
      preview.diagnostics.map(({ message }) => message.trim()),
      ["zoneId must be 32 lower-case hexadecimal characters, as the dashboard shows it."],
    );
    assert.deepEqual(preview.sent, []);
  });
});

story("What getRiskBehaviors answers", {}, (world) => {
  const declare = () =>
    world.declare(behaviors(code(`risk.getRiskBehaviorsOutput({ accountId: "${ACCOUNT}" }).behaviors`)));

  it("can be given back to RiskBehaviors: it is adopted without a write, and without names and descriptions", async () => {
    declare();
    assert.deepEqual((await world.up()).puts, []);
    const { outputs } = await world.state("workforce");
    assert.deepEqual(outputs["behaviors"], {
      imp_travel: { enabled: false, riskLevel: "high" },
      high_dlp: { enabled: false, riskLevel: "medium" },
      sentinel_one: { enabled: false, riskLevel: "medium" },
    });
    assert.deepEqual(changes(await world.up({ args: ["--expect-no-changes"] })), []);
  });
});
