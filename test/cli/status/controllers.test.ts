import assert from "node:assert/strict";
import { z } from "zod";
import { run } from "../command.js";
import { Place, ZONE } from "../support.js";

const PREFIX = "pulumi-nodejs:dynamic/riskPosture:";
const WARNING = /insecure is set: the certificate of \S+ is not checked/g;

const Report = z.object({ riskModels: z.array(z.unknown()) });

describe("status of a Controller whose certificate is not checked", () => {
  const place = new Place();
  before(() => place.start());
  after(() => place.stop());

  const cell = { action: "Allow", defaulted: false };
  const row = { low: cell, medium: cell, high: cell };
  const snapshot = () => ({
    kind: "RiskModelSnapshot",
    inputs: { address: place.emulator.appgateUrl, model: { matrix: { low: row, medium: row, high: row } } },
  });
  const zone = () => ({ kind: "FraudSettings", inputs: { zoneId: ZONE, userProfiles: "disabled" } });

  const exported = (...declared: readonly { readonly kind: string; readonly inputs: object }[]) => {
    const resources = declared.map(({ kind, inputs }, index) => {
      const type = PREFIX + kind;
      return { urn: `urn:pulumi:dev::p::${type}::${index}`, type, inputs, outputs: inputs };
    });
    return place.file("export.json", JSON.stringify({ version: 3, deployment: { resources } }));
  };

  for (const [title, declared] of [
    ["that the environment leads to", zone],
    ["of a snapshot", snapshot],
  ] as const) {
    it(`warns once of one ${title}`, async () => {
      const file = exported(declared());
      const { stdout, stderr } = await run(["status", "--file", file, "--json"], {
        env: { ...place.env, APPGATE_INSECURE: "true" },
      });
      assert.equal(Report.parse(JSON.parse(stdout)).riskModels.length, 1);
      assert.equal(stderr.match(WARNING)?.length, 1, stderr);
      assert.doesNotMatch(stderr, /emulator-password/);
    });
  }

  it("logs in once for all snapshots where that is refused: another login could lock its user out", async () => {
    const env = { ...place.env, APPGATE_INSECURE: "true", APPGATE_PASSWORD: "another" };
    const before = place.emulator.requests.length;
    await run(["status", "--file", exported(snapshot(), snapshot())], { env });
    const sent = place.emulator.requests.slice(before).map(({ path }) => path);
    assert.equal(sent.filter((path) => /\/(authentication|login)$/.test(path)).length, 1, sent.join("\n"));
  });
});
