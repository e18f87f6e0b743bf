import assert from "node:assert/strict";
import { behaviors, code, fraud, on } from "./programs.js";
import { ACCOUNT, behaviorsPath, fraudPath, linesAbout, story, type Told, ZONE } from "./world.js";

const SECRET = 'lookup_json_string(http.request.body.raw, "canary-expression")';
const seed = {
  accounts: { [ACCOUNT]: { behaviors: { imp_travel: { enabled: true, risk_level: "low" } } } },
  zones: {
    [ZONE]: { username_expressions: ['http.request.body.form["a"][0]', 'http.request.body.form["b"][0]'] },
  },
} as const;

story("A preview", { seed, secrets: [SECRET] }, (world) => {
  it("tells, setting by setting, what adoption will overwrite", async () => {
    world.declare(
      behaviors({ imp_travel: on("high"), high_dlp: on("medium") }),
      fraud({
        userProfiles: "enabled",
        usernameExpressions: code(`[pulumi.secret(${JSON.stringify(SECRET)})]`),
      }),
    );
    const preview = await world.preview();
    const { puts, sent } = preview;
    assert.deepEqual(linesAbout(preview, "RiskBehaviors"), [
      "overwrites high_dlp: disabled, medium → enabled, medium",
      "overwrites imp_travel: enabled, low → enabled, high",
    ]);
    assert.deepEqual(linesAbout(preview, "FraudSettings"), [
      "overwrites userProfiles: disabled → enabled",
      "overwrites usernameExpressions: 2 → 1",
    ]);
    assert.deepEqual(puts, []);
    assert.deepEqual([...sent].sort(), [`GET ${behaviorsPath(ACCOUNT)}`, `GET ${fraudPath(ZONE)}`]);
  });

  it("is what the deployment then does, in the same words and each once", async () => {
    const preview = await world.preview();
    const up = await world.up();
    const mine = (told: Told) =>
      [...linesAbout(told, "RiskBehaviors"), ...linesAbout(told, "FraudSettings")].sort();
    assert.equal(mine(up).length, 4);
    assert.deepEqual(mine(up), mine(preview));
    assert.equal(up.sent.filter((sent) => sent.startsWith("GET")).length, 2);
    assert.equal(up.puts.length, 2);
  });

  it("tells what a setting that is added will overwrite, and nothing of those that are managed already", async () => {
    world.declare(behaviors({ imp_travel: on("high"), high_dlp: on("medium"), sentinel_one: on("high") }));
    const preview = await world.preview();
    assert.deepEqual(linesAbout(preview, "RiskBehaviors"), [
      "overwrites sentinel_one: disabled, medium → enabled, high",
    ]);
  });

  it("tells what a setting that is removed will be given back, and asks nobody for it", async () => {
    world.declare(behaviors({ high_dlp: on("medium") }));
    const preview = await world.preview();
    const { sent } = preview;
    assert.deepEqual(linesAbout(preview, "RiskBehaviors"), [
      "gives back imp_travel: enabled, high → enabled, low",
    ]);
    assert.deepEqual(sent, []);
  });

  it("follows the onDestroy of the program for a setting that is removed", async () => {
    world.declare(behaviors({ high_dlp: on("medium") }, { onDestroy: "disable" }));
    const disabled = await world.preview();
    assert.deepEqual(linesAbout(disabled, "RiskBehaviors"), [
      "gives back imp_travel: enabled, high → disabled, high",
    ]);
    world.declare(behaviors({ high_dlp: on("medium") }, { onDestroy: "retain" }));
    const retained = await world.preview();
    assert.deepEqual(linesAbout(retained, "RiskBehaviors"), ['leaves imp_travel: onDestroy is "retain"']);
  });

  it("says so when adoption overwrites nothing", async () => {
    world.declare(behaviors({ sentinel_one: { enabled: false, riskLevel: "medium" } }, { name: "others" }));
    const preview = await world.preview();
    assert.deepEqual(linesAbout(preview, "RiskBehaviors"), [
      "adopts sentinel_one and overwrites nothing: live and declared are the same",
      'if this is a renamed resource, give it "aliases": then it keeps what was there before',
    ]);
  });

  for (const [what, statement] of [
    ["no behavior", behaviors({}, { name: "empty" })],
    ["a behavior that is undefined", behaviors({ imp_travel: code("undefined") }, { name: "empty" })],
    ["no fraud setting", fraud({}, { name: "empty" })],
  ] as const) {
    it(`says that a resource with ${what} manages nothing`, async () => {
      world.declare(statement);
      const { lines, sent } = await world.preview();
      assert.deepEqual(
        lines
          .filter((line) => line.includes("manages nothing"))
          .map((line) => line.split(": ").slice(1).join(": ")),
        ["manages nothing: the program declares no setting"],
      );
      assert.deepEqual(sent, []);
    });
  }

  it("says what it cannot tell yet where a value is not known", async () => {
    world.declare(
      'const source = new pulumi.dynamic.Resource({ create: async () => ({ id: "x", outs: { level: "high" } }) }, "source", { level: undefined });',
      behaviors({ sentinel_one: { enabled: true, riskLevel: code("source.level") } }, { name: "others" }),
    );
    const preview = await world.preview();
    assert.deepEqual(linesAbout(preview, "RiskBehaviors"), [
      "cannot tell yet what sentinel_one becomes: its value is not known in this preview",
    ]);
  });

  it("says so where the account, the whole map or onDestroy is not known", async () => {
    const source =
      'const source = new pulumi.dynamic.Resource({ create: async () => ({ id: "x", outs: { any: 1 } }) }, "source", { any: undefined });';
    const told = async (...statements: string[]) => {
      world.declare(source, ...statements);
      const preview = await world.preview();
      assert.deepEqual(preview.sent, []);
      return linesAbout(preview, "RiskBehaviors");
    };
    const nothing = (what: string) =>
      `cannot tell yet what is overwritten or given back: ${what} is not known in this preview`;
    assert.deepEqual(await told(behaviors({ imp_travel: on("low") }, { account: code("source.any") })), [
      nothing("accountId"),
    ]);
    assert.deepEqual(await told(behaviors(code("source.any"))), [nothing("the set of what is declared")]);
    assert.deepEqual(await told(behaviors({ high_dlp: on("medium") }, { onDestroy: code("source.any") })), [
      "cannot tell yet what imp_travel becomes: onDestroy is not known in this preview",
    ]);
  });

  it("does not announce a give-back for what another resource declares further down", async () => {
    world.declare(
      behaviors({ high_dlp: on("medium") }),
      behaviors({ imp_travel: on("high") }, { name: "zz" }),
    );
    const preview = await world.preview();
    assert.deepEqual(linesAbout(preview, "RiskBehaviors"), [
      "adopts imp_travel and overwrites nothing: live and declared are the same",
      "leaves imp_travel to the resource that declares it now",
    ]);
  });

  it("fails where the API is going to refuse: criteria while user profiles are disabled", async () => {
    world.emulator.zone(ZONE).user_profiles = "disabled";
    world.declare(
      fraud({ authenticationSettings: { successCriteria: { statusCodes: [200] } } }, { name: "login" }),
    );
    const { code: exitCode, lines } = await world.preview({ allowFailure: true });
    assert.notEqual(exitCode, 0);
    assert.ok(
      lines.some((line) =>
        line.includes(
          'authenticationSettings.successCriteria needs user profiles, which are disabled on this zone: declare userProfiles: "enabled"',
        ),
      ),
    );
  });
});
