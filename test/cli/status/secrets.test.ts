import assert from "node:assert/strict";
import { z } from "zod";
import { run } from "../command.js";
import { ACCOUNT, jsonSchema, Place, ZONE } from "../support.js";

const PREFIX = "pulumi-nodejs:dynamic/riskPosture:";

const Report = z.object({ resources: z.array(z.object({ settings: z.array(z.unknown()).default([]) })) });

/** A value as an export with --show-secrets holds it if it is secret. */
const secret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  plaintext: JSON.stringify(value),
});
const high = { enabled: true, riskLevel: "high" };
const low = { enabled: true, riskLevel: "low" };

describe("status of secrets", () => {
  const place = new Place();
  const isReport = jsonSchema("status");
  before(() => place.start());
  after(() => place.stop());

  /** The Controller that the environment leads to would be looked at too. */
  const withoutController = () => ({ ...place.env, APPGATE_ADDRESS: "" });

  /** What the command shows of one resource, as a table and as JSON. */
  async function status(
    kind: string,
    inputs: object,
    outputs: object = inputs,
    env: Readonly<Record<string, string>> = withoutController(),
  ) {
    const type = PREFIX + kind;
    const resources = [{ urn: `urn:pulumi:dev::p::${type}::a`, type, inputs, outputs }];
    const file = place.file("export.json", JSON.stringify({ version: 3, deployment: { resources } }));
    const text = await run(["status", "--undeclared", "--file", file], { env });
    const json = await run(["status", "--undeclared", "--file", file, "--json"], { env });
    assert.equal(json.code, text.code);
    assert.ok(isReport(JSON.parse(json.stdout)), JSON.stringify(isReport.errors));
    const [resource] = Report.parse(JSON.parse(json.stdout)).resources;
    return {
      code: text.code,
      text: text.stdout,
      settings: resource?.settings ?? [],
      all: text.stdout + json.stdout,
    };
  }

  it("shows neither value nor count of a setting that is secret, only whether it has drifted", async () => {
    const usernameExpressions = secret(['http.request.body.form["canary"][0]']);
    const inputs = { zoneId: ZONE, userProfiles: "disabled", usernameExpressions };
    // Only the setting is marked, as in the state of a provider that is not told what is secret.
    const outputs = { ...inputs, initial: { usernameExpressions: ["canary.before"] } };
    const { code, text, settings } = await status("FraudSettings", inputs, outputs);
    assert.equal(code, 2);
    assert.match(text, /^ +usernameExpressions +secret +secret +drift$/m);
    assert.deepEqual(settings, [
      { setting: "userProfiles", status: "same", state: "disabled", live: "disabled" },
      { setting: "usernameExpressions", status: "drift", secret: true },
    ]);
  });

  it("takes a setting for secret if a part of it is, or if only the output is", async () => {
    const behaviors = {
      imp_travel: { enabled: true, riskLevel: secret("high") },
      high_dlp: high,
    };
    const { text } = await status(
      "RiskBehaviors",
      { accountId: ACCOUNT, behaviors },
      { accountId: ACCOUNT, behaviors: { ...behaviors, high_dlp: secret(high) } },
    );
    assert.match(text, /^RiskBehaviors a +imp_travel +secret +secret +drift$/m);
    assert.match(text, /^ +high_dlp +secret +secret +drift$/m);
  });

  it("names no key of a map that is secret as a whole", async () => {
    const { code, all, settings } = await status("RiskBehaviors", {
      accountId: ACCOUNT,
      behaviors: secret({ imp_travel: low, high_dlp: low }),
    });
    assert.equal(code, 2);
    assert.deepEqual(settings, [{ setting: "(all)", status: "drift", secret: true }]);
    assert.doesNotMatch(all, /imp_travel|high_dlp|low/);
  });

  it("does not show a secret id where the account cannot be read, be the input secret or only the output", async () => {
    const stranger = "c".repeat(32);
    const behaviors = { imp_travel: low };
    for (const accountId of [stranger, secret(stranger)]) {
      const { code, all, text } = await status(
        "RiskBehaviors",
        { accountId, behaviors },
        { accountId: secret(stranger), behaviors },
      );
      assert.equal(code, 1);
      assert.match(text, /^RiskBehaviors a: Cloudflare does not know this account or zone/m);
      assert.ok(!all.includes(stranger), all);
    }
  });

  it("does not show a secret id, nor the host and the path of a secret address, in any line", async () => {
    const stranger = "c".repeat(32);
    const provider = "urn:pulumi:dev::p::pulumi:providers:pulumi-nodejs::default";
    const type = `${PREFIX}RiskBehaviors`;
    // Nothing listens there, so each request is tried again, and a line says so.
    const baseUrl = "http://LOCALHOST:9/canary-gateway/client/v4/";
    const resources = [
      {
        urn: provider,
        type: "pulumi:providers:pulumi-nodejs",
        inputs: { "cloudflare:baseUrl": secret(baseUrl) },
      },
      {
        urn: `urn:pulumi:dev::p::${type}::a`,
        type,
        provider: `${provider}::1`,
        inputs: { accountId: secret(stranger), behaviors: { imp_travel: low } },
      },
    ];
    const file = place.file("export.json", JSON.stringify({ version: 3, deployment: { resources } }));
    const env = { ...withoutController(), CLOUDFLARE_BASE_URL: "" };
    const { code, stdout, stderr } = await run(["status", "--file", file, "--json"], { env });
    assert.equal(code, 1);
    assert.match(stdout, /"against": \[\s+"\[redacted\]"\s+\]/);
    assert.match(stdout, /No answer from \[redacted\]: .*GET \[redacted\]\/accounts\/\[redacted\]\/zt_risk/);
    assert.match(stderr, /Trying GET \[redacted\]\/accounts\/\[redacted\]\/zt_risk\S+ again/);
    for (const hidden of [stranger, "localhost", "canary"]) {
      assert.ok(!(stdout + stderr).toLowerCase().includes(hidden), stdout + stderr);
    }
  });

  it("says of what it needs and an export without secrets has encrypted how to make one that it can use", async () => {
    const { plaintext: _, ...mark } = secret("");
    const encrypted = { ...mark, ciphertext: "v1:" };
    const { appgateUrl } = place.emulator;
    for (const [kind, inputs, what] of [
      ["FraudSettings", { zoneId: encrypted, userProfiles: "disabled" }, "zoneId"],
      ["FraudSettingsSet", { zones: encrypted }, "zones"],
      ["RiskModelSnapshot", { address: appgateUrl, model: encrypted }, "The risk model or its address"],
    ] as const) {
      const { code, text } = await status(kind, inputs);
      assert.equal(code, 1);
      const help =
        'make the export with "pulumi stack export --show-secrets", or run this command without --file in the project\'s directory.';
      assert.ok(text.includes(`: ${what} is encrypted in this export: ${help}`), text);
    }
  });

  it("says of a snapshot that has recorded nothing yet what records it", async () => {
    const { code, text } = await status("RiskModelSnapshot", { address: place.emulator.appgateUrl });
    assert.equal(code, 1);
    assert.match(
      text,
      /^RiskModelSnapshot a: The state holds no risk model here yet: "pulumi up" records it\.$/m,
    );
  });

  it("quotes nothing of a secret that is not as Pulumi exports it", async () => {
    const type = `${PREFIX}FraudSettings`;
    const odd = { ...secret(""), plaintext: "canary that is no JSON" };
    for (const inputs of [
      { zoneId: ZONE, userProfiles: odd },
      { zoneId: ZONE, previous: odd },
    ]) {
      const resources = [{ urn: `urn:pulumi:dev::p::${type}::a`, type, inputs, outputs: { more: odd } }];
      const file = place.file("export.json", JSON.stringify({ version: 3, deployment: { resources } }));
      const { code, stdout, stderr } = await run(["status", "--file", file], { env: withoutController() });
      assert.deepEqual({ code, stdout }, { code: 1, stdout: "" });
      assert.equal(
        stderr,
        'error: The export holds a secret in a form that Pulumi does not write. Make the export with "pulumi stack export --show-secrets".\n',
      );
    }
  });

  it("does not show a secret address where Access cannot be read", async () => {
    const provider = "urn:pulumi:dev::p::pulumi:providers:pulumi-nodejs::default";
    const type = `${PREFIX}RiskBehaviors`;
    const inputs = { "cloudflare:baseUrl": secret(place.emulator.cloudflareUrl) };
    const resources = [
      { urn: provider, type: "pulumi:providers:pulumi-nodejs", inputs },
      {
        urn: `urn:pulumi:dev::p::${type}::a`,
        type,
        provider: `${provider}::1`,
        inputs: { accountId: ACCOUNT, behaviors: { imp_travel: low } },
      },
    ];
    const file = place.file("export.json", JSON.stringify({ version: 3, deployment: { resources } }));
    const { stdout } = await run(["status", "--file", file], { env: withoutController() });
    assert.match(
      stdout,
      /^Access of account \w+ could not be read: .*GET \[redacted\]\/accounts\/\w+\/access/m,
    );
  });

  it("does not show a recorded risk model that is secret, not even where the environment leads to it too", async () => {
    const cell = { action: "Quarantine", defaulted: false };
    const row = { low: cell, medium: cell, high: cell };
    const model = { matrix: { low: row, medium: row, high: row }, ztpRuleId: "canary-rule" };
    const inputs = { address: place.emulator.appgateUrl, model };
    const { text, all, settings } = await status(
      "RiskModelSnapshot",
      inputs,
      { ...inputs, model: secret(model) },
      place.env,
    );
    assert.match(text, /^RiskModelSnapshot a +low sensitivity, low risk +secret +secret +drift$/m);
    assert.deepEqual(settings.at(-1), { setting: "ztpRuleId", status: "drift", secret: true });
    assert.doesNotMatch(all, /Quarantine|canary|Allow|Deny/);
  });
});
