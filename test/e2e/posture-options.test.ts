import assert from "node:assert/strict";
import { z } from "zod";
import { code, fraud, on, script } from "./programs.js";
import { changes, id, story } from "./world.js";

const [FIRST, SECOND, SHOP, FORUM] = [id("a1"), id("a2"), id("b1"), id("b2")];
const EXPRESSION = 'http.request.body.form["username"][0]';

const options = {
  seed: {
    accounts: { [FIRST]: {}, [SECOND]: { behaviors: { new_behavior: {} } } },
    zones: { [SHOP]: {}, [FORUM]: {} },
    tokens: { "canary-emea": { permissions: ["Zero Trust Write", "Fraud Detection Write"] } },
  },
  // This token must not be used.
  env: { CLOUDFLARE_API_TOKEN: "canary-environment" },
  config: { token: { secret: "canary-emea" } },
  secrets: ["canary-environment", EXPRESSION],
} as const;

/** The outputs are unknown until the resource is created. */
const SOURCE = `const outs = { level: "low", profiles: "enabled" };
const source = new pulumi.dynamic.Resource({ create: async () => ({ id: "x", outs }) }, "source", { level: undefined, profiles: undefined });`;

const SURROUNDINGS = [
  SOURCE,
  'const emea = new risk.Provider("emea", { apiToken: config.requireSecret("token") });',
  'class Team extends pulumi.ComponentResource { constructor(name) { super("test:index:Team", name, {}, { provider: emea }); } }',
];

/** A posture, and a resource that depends on it. */
const posture = (args: object) => `
  const posture = new risk.RiskPosture("acme", ${script(args)}, { parent: new Team("team"), dependsOn: [source], protect: true });
  new pulumi.dynamic.Resource({ create: async () => ({ id: "x", outs: {} }) }, "after", {}, { dependsOn: [posture] });`;

const declared = {
  baseline: {
    behaviors: { imp_travel: { enabled: true, riskLevel: code("source.level") }, high_dlp: on("high") },
    fraud: code("pulumi.output({ userProfiles: source.profiles })"),
  },
  accounts: {
    first: { accountId: code(`pulumi.secret("${FIRST}")`), behaviors: { imp_travel: on("medium") } },
    second: { accountId: SECOND, enableAllExcept: { keys: ["sentinel_one"] } },
  },
  zones: {
    shop: { zoneId: SHOP, fraud: { usernameExpressions: [code(`pulumi.secret('${EXPRESSION}')`)] } },
    forum: { zoneId: FORUM, fraud: { userProfiles: "enabled" } },
  },
};

story("A posture among other resources", options, (world) => {
  it("previews all that does not depend on what is not known yet, and nothing that does", async () => {
    world.declare(...SURROUNDINGS, posture(declared));
    const { lines } = await world.preview();
    const open = ": its value is not known in this preview";
    for (const line of [
      "acme-first (a10000…): overwrites imp_travel: disabled, high → enabled, medium",
      "acme-first (a10000…): overwrites high_dlp: disabled, medium → enabled, high",
      "acme-second (a20000…): overwrites new_behavior: disabled, low → enabled, low",
      `acme-second (a20000…): cannot tell yet what imp_travel becomes${open}`,
      "acme-zones: overwrites userProfiles: disabled → enabled in zone forum (b20000…)",
      `acme-zones: cannot tell yet what userProfiles becomes${open} in zone shop (b10000…)`,
      "acme-zones: overwrites usernameExpressions: 0 → 1 in zone shop (b10000…)",
    ]) {
      assert.ok(lines.includes(line), `${line}\n\n${lines.join("\n")}`);
    }
  });

  it("comes after what it depends on, with the credentials and the protection that it is given", async () => {
    const up = await world.up();
    const order = changes(up);
    assert.deepEqual([...order].sort(), ["create acme-first", "create acme-second", "create acme-zones"]);
    for (const { headers } of up.requests) {
      assert.equal(headers.authorization, "Bearer canary-emea");
    }
    const { resources } = await world.project.export();
    const ours = resources.filter(({ urn }) => urn.includes("::acme"));
    assert.deepEqual(
      ours.map(({ protect }) => protect),
      [true, true, true, true],
    );
    const position = (name: string) => resources.findIndex(({ urn }) => urn.endsWith(`::${name}`));
    assert.ok(position("source") < position("acme"));
    const dependencies = resources[position("after")]?.["dependencies"];
    for (const name of ["acme-first", "acme-second", "acme-zones"]) {
      assert.ok(
        z
          .array(z.string())
          .parse(dependencies)
          .some((urn) => urn.endsWith(`::${name}`)),
        name,
      );
    }
  });

  it("refuses a second owner of a setting, by the names of both", async () => {
    world.declare(
      ...SURROUNDINGS,
      posture(declared),
      fraud({ userProfiles: "disabled" }, { name: "single", zone: SHOP, opts: code("{ provider: emea }") }),
    );
    const { lines } = await world.preview({ allowFailure: true });
    assert.deepEqual(
      lines.filter((line) => line.includes("both manage")),
      [
        'FraudSettings "single" and FraudSettingsSet "acme-zones" both manage userProfiles of the same zone: declare it in one of them only.',
      ],
    );
  });

  it("names the zone of a refused value as the program does", async () => {
    const zones = { shop: { zoneId: SHOP, fraud: { userProfiles: "on" } } };
    world.declare(...SURROUNDINGS, posture({ zones }));
    const { lines } = await world.preview({ allowFailure: true });
    assert.ok(
      lines.some((line) => line.endsWith('zones.shop.userProfiles must be "enabled" or "disabled"')),
      lines.join("\n"),
    );
  });
});
