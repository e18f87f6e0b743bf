import assert from "node:assert/strict";
import fc from "fast-check";
import { z } from "zod";
import { anyPosture, type Posture, resourcesOf } from "../posture/postures.js";
import { code, script } from "./programs.js";
import { story, TOKEN } from "./world.js";

const COUNT = 50;
const SEED = 16;
const PROVIDERS = ["one", "two"];

/** Each posture has its own accounts and zones. Postures that the API would refuse are left out. */
const postures = Array.from({ length: COUNT }, (_, index) => {
  const prefix = `${index.toString(16).padStart(2, "0")}f`;
  const [posture] = fc.sample(
    anyPosture(prefix, PROVIDERS).filter((posture) => !isRefused(resourcesOf("", posture))),
    { seed: SEED + index, numRuns: 1 },
  );
  return [`posture${index}`, posture ?? {}] as const;
});

const idsOf = (property: "accounts" | "zones", id: "accountId" | "zoneId") =>
  postures.flatMap(([, posture]) => Object.values(posture[property] ?? {}).map((entry) => Object(entry)[id]));

const seed = {
  accounts: Object.fromEntries(idsOf("accounts", "accountId").map((id) => [id, {}])),
  // User profiles are enabled, so that criteria may be declared without them.
  zones: Object.fromEntries(
    idsOf("zones", "zoneId").map((id) => [id, { user_profiles: "enabled" } as const]),
  ),
};

story("Any posture, on the engine", { seed }, (world) => {
  it("is planned as the documentation says", async () => {
    world.declare(
      ...PROVIDERS.map((name) => `const ${name} = new risk.Provider("${name}", { apiToken: "${TOKEN}" });`),
      ...postures.map(
        ([name, posture]) => `new risk.RiskPosture("${name}", ${script(withProviders(posture))});`,
      ),
    );
    const { stdout } = await world.project.run(["preview", "--json"]);
    const { steps } = Plan.parse(JSON.parse(stdout));
    const planned = steps.flatMap(({ op, newState: { type, urn, inputs } }) => {
      const { __provider, ...declared } = inputs;
      assert.equal(op, "create");
      return type.startsWith("pulumi-nodejs:dynamic/riskPosture:")
        ? [[`${type.split(":").at(-1)} ${urn.split("::").at(-1)}`, declared] as const]
        : [];
    });
    assert.deepEqual(
      Object.fromEntries(planned),
      Object.assign({}, ...postures.map(([name, posture]) => resourcesOf(name, posture))),
    );
  });
});

const Plan = z.object({
  steps: z.array(
    z.object({
      op: z.string(),
      newState: z.object({
        type: z.string(),
        urn: z.string(),
        inputs: z.record(z.string(), z.unknown()).default({}),
      }),
    }),
  ),
});

/** Whether the API refuses the settings: criteria require user profiles. */
function isRefused(resources: Record<string, unknown>): boolean {
  const zones = Object.values(resources).flatMap((resource) =>
    Object.values(Object(Object(resource).zones ?? {})),
  );
  return zones.some((zone) => {
    const { authenticationSettings = {}, userProfiles } = Object(zone);
    const codes = Object.values(authenticationSettings).flatMap((criterion) => Object(criterion).statusCodes);
    return userProfiles === "disabled" && codes.length > 0;
  });
}

function withProviders({ zones, ...posture }: Posture): object {
  const entries = Object.entries(zones ?? {}).map(([name, { provider, ...zone }]) => [
    name,
    { ...zone, ...(provider === undefined ? {} : { provider: code(provider) }) },
  ]);
  return { ...posture, zones: Object.fromEntries(entries) };
}
