import assert from "node:assert/strict";
import { z } from "zod";
import { run } from "../command.js";
import { ACCOUNT, Place, TOKEN, ZONE } from "../support.js";
import { encrypted, secret } from "./secrets.js";

const CONTROLLER = "urn:pulumi:dev::p::pulumi:providers:risk-posture::controller";

const Report = z.object({
  against: z.array(z.string()),
  riskModels: z.array(z.object({ address: z.string() })),
  notes: z.array(z.string()),
  resources: z.array(
    z.object({
      kind: z.string(),
      name: z.string(),
      error: z.object({ message: z.string() }).optional(),
    }),
  ),
});

describe("status of what the plugin manages", function () {
  this.timeout(60_000);
  const place = new Place();
  before(() => place.start());
  after(() => place.stop());

  const provider = (inputs: object) => ({
    urn: CONTROLLER,
    id: "4f1c",
    type: "pulumi:providers:risk-posture",
    inputs,
    outputs: inputs,
  });
  const resource = (kind: string, name: string, inputs: object) => ({
    urn: `urn:pulumi:dev::p::risk-posture:index:${kind}::${name}`,
    type: `risk-posture:index:${kind}`,
    provider: `${CONTROLLER}::4f1c`,
    inputs,
    outputs: inputs,
  });
  const cell = { action: "Allow", defaulted: false };
  const row = { low: cell, medium: cell, high: cell };
  const snapshot = () =>
    resource("RiskModelSnapshot", "model", {
      address: place.emulator.appgateUrl,
      model: { matrix: { low: row, medium: row, high: row } },
    });
  const appgate = () => ({
    address: place.emulator.appgateUrl,
    username: "admin",
    password: "emulator-password",
  });

  /** What the command says of a state that holds these resources, where the environment has no credentials. */
  async function status(...resources: object[]) {
    const file = place.file("export.json", JSON.stringify({ version: 3, deployment: { resources } }));
    const env = { CLOUDFLARE_BASE_URL: place.emulator.cloudflareUrl };
    const { code, stdout } = await run(["status", "--file", file, "--json"], { env });
    return { code, all: stdout, ...Report.parse(JSON.parse(stdout)) };
  }

  it("knows all of its resources", async () => {
    const imp_travel = { enabled: true, riskLevel: "high" };
    const { resources } = await status(
      provider({ apiToken: secret(TOKEN), appgate: secret(appgate()) }),
      resource("RiskBehaviors", "a", { accountId: ACCOUNT, behaviors: { imp_travel } }),
      resource("RiskBehaviorsSet", "b", { accounts: { [ACCOUNT]: { imp_travel } } }),
      resource("FraudSettings", "c", { zoneId: ZONE, userProfiles: "disabled" }),
      resource("FraudSettingsSet", "d", { zones: { [ZONE]: { userProfiles: "disabled" } } }),
      snapshot(),
    );
    assert.deepEqual(
      resources.map(({ kind, error }) => [kind, error]),
      ["FraudSettings", "FraudSettingsSet", "RiskBehaviors", "RiskBehaviorsSet", "RiskModelSnapshot"].map(
        (kind) => [kind, undefined],
      ),
    );
  });

  for (const [title, form] of [
    ["an object", (given: object) => given],
    ["JSON, as generated SDKs send it", (given: object) => JSON.stringify(given)],
  ] as const) {
    it(`logs in with what its provider has as ${title}, and shows none of it but the address of a snapshot`, async () => {
      const { resources, riskModels, all } = await status(
        provider({ appgate: secret(form(appgate())) }),
        snapshot(),
      );
      assert.deepEqual(
        resources.map(({ error }) => error),
        [undefined],
      );
      assert.deepEqual(riskModels, [{ address: place.emulator.appgateUrl }]);
      assert.doesNotMatch(all, /emulator-password/);
    });

    it(`does not show an address that only the secret configuration has, as ${title}`, async () => {
      const { riskModels, against, all } = await status(
        provider({ apiToken: secret(TOKEN), appgate: secret(form(appgate())) }),
        resource("FraudSettings", "c", { zoneId: ZONE, userProfiles: "disabled" }),
      );
      assert.equal(riskModels.length, 1);
      assert.equal(against.length, 2);
      assert.ok(!all.includes(place.emulator.appgateUrl), all);
    });
  }

  it("asks nobody with half of what is encrypted, and names it as people set it", async () => {
    place.emulator.forgetRequests();
    for (const [inputs, name] of [
      [{ appgate: encrypted }, "risk-posture:appgate"],
      [{ appgate: { ...appgate(), password: encrypted } }, "risk-posture:appgate.password"],
    ] as const) {
      const { code, resources, riskModels } = await status(provider(inputs), snapshot());
      assert.equal(code, 1);
      assert.deepEqual(riskModels, []);
      assert.equal(resources[0]?.error?.message.split(" is encrypted in this export")[0], name);
    }
    const { resources } = await status(
      provider({ apiToken: encrypted }),
      resource("FraudSettings", "c", { zoneId: ZONE, userProfiles: "disabled" }),
    );
    assert.match(resources[0]?.error?.message ?? "", /^risk-posture:apiToken is encrypted in this export/);
    assert.deepEqual(place.emulator.requests, []);
  });

  it("does not look at what a program only reads", async () => {
    const read = { ...resource("FraudSettings", "c", { zoneId: ZONE }), external: true };
    const { code, resources } = await status(provider({ apiToken: secret(TOKEN) }), read);
    assert.deepEqual([code, resources], [0, []]);
  });

  it("recommends what people set where credentials are missing", async () => {
    const { resources } = await status(
      resource("FraudSettings", "c", { zoneId: ZONE, userProfiles: "disabled" }),
      provider({}),
    );
    assert.match(resources[0]?.error?.message ?? "", /explicit provider's credentials are empty/);
  });
});
