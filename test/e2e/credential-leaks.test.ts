import assert from "node:assert/strict";
import { fault, permissions } from "../../emulator/index.js";
import { environmentWithShortRetries } from "../support/short-retries.js";
import { behaviors, code, fraud, on } from "./programs.js";
import { CONFIGURATION, leaksIn, linesOfTalkative } from "./talkative-log.js";
import { ACCOUNT, id, story } from "./world.js";

const canaries = {
  token: "canary-config-token-4d1e",
  explicitToken: "canary-explicit-token-77aa",
  key: "canary-global-key-0b3c",
  password: "canary-appgate-password-9f2d",
  bearer: "canary-appgate-bearer-51e8",
};
const OTHER = id("b2");
const THIRD = id("c3");

const options = {
  seed: {
    accounts: { [ACCOUNT]: {}, [OTHER]: {}, [THIRD]: {} },
    tokens: Object.fromEntries(
      [canaries.token, canaries.explicitToken].map((token) => [token, { permissions }]),
    ),
    globalKeys: { "admin@example.com": canaries.key },
    controller: { users: { admin: { password: canaries.password } }, tokens: { [canaries.bearer]: "admin" } },
  },
  config: {
    "cloudflare:apiToken": { secret: canaries.token },
    "appgate:password": { secret: canaries.password },
    explicitToken: { secret: canaries.explicitToken },
    key: { secret: canaries.key },
    bearer: { secret: canaries.bearer },
  },
  secrets: Object.values(canaries),
} as const;

const program = (address: string) => [
  behaviors({ imp_travel: on("low") }),
  fraud({ userProfiles: "enabled" }),
  'const token = new risk.Provider("token", { apiToken: config.requireSecret("explicitToken") });',
  'const key = new risk.Provider("key", { apiKey: config.requireSecret("key"), email: "admin@example.com" });',
  behaviors({ imp_travel: on("low") }, { name: "token", account: OTHER, opts: code("{ provider: token }") }),
  behaviors({ imp_travel: on("low") }, { name: "key", account: THIRD, opts: code("{ provider: key }") }),
  `risk.getRiskModelOutput({ address: "${address}", bearerToken: config.requireSecret("bearer") });`,
  `new risk.RiskModelSnapshot("model", { address: "${address}" });`,
];

// After each test, every story checks that no canary is in the state, output, events, log or messages.
story("Credentials of every kind", options, (world) => {
  before(() => {
    world.env = { ...environmentWithShortRetries(), APPGATE_USERNAME: "admin", CLOUDFLARE_API_TOKEN: "" };
    world.declare(...program(world.emulator.appgateUrl));
  });

  it("do not show in a preview, an up, a refresh and a destroy, whoever they were used for", async () => {
    await world.preview({ args: ["--json"] });
    const { requests } = await world.up();
    const used = requests.map(({ headers, body }) => JSON.stringify([headers, body])).join("\n");
    for (const [kind, canary] of Object.entries(canaries)) {
      assert.ok(used.includes(canary), `${kind} was used`);
    }
    await world.refresh();
    await world.destroy();
  });

  it("do not show in the engine's most talkative log, but where it logs the configuration itself", async () => {
    for (const operation of ["up", "refresh", "destroy"]) {
      const lines = await linesOfTalkative(world, operation);
      assert.deepEqual(
        Object.values(canaries).flatMap((canary) => leaksIn(lines, canary, CONFIGURATION)),
        [],
      );
    }
  });

  it("do not travel in a URL", () => {
    for (const { path } of world.emulator.requests) {
      assert.doesNotMatch(path, /canary|[?]/);
    }
  });

  it("do not show in errors, although the API repeats them", async () => {
    const repeated = Object.values(canaries).join(" ");
    const refusal = (code: number) => ({
      success: false,
      errors: [{ code, message: repeated }],
      result: null,
    });
    for (const answer of [
      fault.answer(400, refusal(1004)),
      fault.answer(401, refusal(10000)),
      fault.answer(503, `<html>${repeated}`),
      fault.answer(200, `<html>${repeated}`),
    ]) {
      world.emulator.faults.clear();
      world.emulator.faults.add(answer, { api: "cloudflare" });
      const up = await world.up({ allowFailure: true, args: ["--continue-on-error"] });
      assert.notEqual(up.code, 0);
    }
  });
});
