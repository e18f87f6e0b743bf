import assert from "node:assert/strict";
import { behaviors, code, on } from "./programs.js";
import { behaviorsPath, changes, id, storyOnBothVariants, type Told } from "./world.js";

const EMEA = id("e1");
const APAC = id("e2");
const permissions = ["Zero Trust Write"] as const;
const seed = {
  accounts: { [EMEA]: {}, [APAC]: {} },
  tokens: {
    "canary-emea": { permissions, accounts: [EMEA] },
    "canary-apac": { permissions, accounts: [APAC] },
  },
};
const options = {
  seed,
  // These credentials must not be used.
  env: { CLOUDFLARE_API_TOKEN: "canary-environment" },
  config: {
    "cloudflare:apiToken": { secret: "canary-default" },
    emeaToken: { secret: "canary-emea" },
    apacToken: { secret: "canary-apac" },
  },
  secrets: ["canary-environment", "canary-default"],
};

const providers = [
  'const emea = new risk.Provider("emea", { apiToken: config.requireSecret("emeaToken") });',
  'const apac = new risk.Provider("apac", { apiToken: config.requireSecret("apacToken") });',
];

storyOnBothVariants("An explicit provider for each account", options, (world) => {
  const declare = (level: string) =>
    world.declare(
      ...providers,
      behaviors({ imp_travel: on(level) }, { name: "emea", account: EMEA, opts: code("{ provider: emea }") }),
      behaviors({ imp_travel: on(level) }, { name: "apac", account: APAC, opts: code("{ provider: apac }") }),
    );

  it("deploys with its own token, and not with the stack's or the environment's", async () => {
    declare("low");
    const up = await world.up();
    assert.deepEqual(changes(up).sort(), ["create apac", "create emea"]);
    assert.deepEqual(tokensIn(up), {
      [behaviorsPath(EMEA)]: "Bearer canary-emea",
      [behaviorsPath(APAC)]: "Bearer canary-apac",
    });
  });

  it("stays so in an unchanged up, a refresh and a destroy", async () => {
    assert.deepEqual((await world.up({ args: ["--expect-no-changes"] })).sent, []);
    assert.equal((await world.refresh()).sent.length, 2);
    await world.destroy();
    assert.equal(world.emulator.account(EMEA).behavior("imp_travel").enabled, false);
    assert.equal(world.emulator.account(APAC).behavior("imp_travel").enabled, false);
  });

  it("is refused in one line without credentials, or with two kinds of them", async () => {
    if (world.variant === "dynamic") {
      world.declare('new risk.Provider("emea", { email: "ops@example.com" });');
      const without = await world.preview({ allowFailure: true });
      assert.deepEqual(errorsOf(without), ["Provider emea: give apiToken, or apiKey and email."]);
    }
    world.declare('new risk.Provider("emea", { apiToken: "a", apiKey: "b", email: "ops@example.com" });');
    const both = await world.preview({ allowFailure: true });
    const [error = "", ...more] = errorsOf(both);
    assert.match(error, /\bapiToken and apiKey are both given: leave one of them out/);
    if (world.variant === "dynamic") {
      assert.deepEqual(more, []);
    }
  });
});

storyOnBothVariants("An explicit provider whose token turns out to be empty", {}, (world) => {
  it("does not take the environment's", async () => {
    world.declare(
      'const provider = new risk.Provider("emea", { apiToken: pulumi.output("") });',
      behaviors({ imp_travel: on("low") }, { opts: code("{ provider }") }),
    );
    const up = await world.up({ allowFailure: true });
    assert.notEqual(up.code, 0);
    assert.match(errorsOf(up).join("\n"), /The explicit provider's credentials are empty/);
    assert.deepEqual(up.sent, []);
  });
});

function tokensIn({ requests }: Told): Record<string, string | undefined> {
  return Object.fromEntries(requests.map(({ path, headers }) => [path, headers.authorization]));
}

function errorsOf({ diagnostics }: Told): string[] {
  return diagnostics.flatMap(({ severity, message }) => (severity === "error" ? message.trim() : []));
}
