import assert from "node:assert/strict";
import { code, off, on, script } from "../programs.js";
import { CONFIGURATION, leaksIn, linesOfTalkative, PROPERTIES } from "../talkative-log.js";
import { ACCOUNT, behaviorsPath, changes, fraudPath, id, story, TOKEN, type Told, ZONE } from "../world.js";

const [SECOND, OTHER, FORUM] = [id("a2"), id("a3"), id("c2")];
const SECRET = 'lookup_json_string(http.request.body.raw, "canary-expression")';
const PASSWORD = "canary-appgate-p4ssword";
const seed = {
  controller: { users: { admin: { password: PASSWORD } } },
  accounts: { [ACCOUNT]: {}, [SECOND]: {}, [OTHER]: {} },
  zones: { [ZONE]: {}, [FORUM]: {} },
} as const;
const options = {
  seed,
  config: { expression: { secret: SECRET }, token: { secret: TOKEN } },
  secrets: ["canary-expression"],
  language: "yaml",
} as const;
/** A reference to a value of the program. */
const value = (path: string) => `\${${path}}`;

/** Each line with the resource under which the engine shows it. */
function placed({ diagnostics }: Told): string[] {
  return diagnostics
    .map(({ message, urn = "" }) => `${urn.split("::").at(-1)} | ${message.trim()}`)
    .filter((line) => !line.includes("pulumi-language-yaml"))
    .sort();
}

story("A posture in YAML", options, (world) => {
  const baseline = {
    behaviors: { imp_travel: on("low") },
    fraud: { userProfiles: "enabled", usernameExpressions: [value("expression")] },
  };
  const declare = (properties: object, { more = {}, name = "acme", opts = {} } = {}) =>
    world.declareYaml({
      config: { expression: { type: "string" }, token: { type: "string" } },
      resources: {
        [name]: {
          type: "risk-posture:RiskPosture",
          properties: { baseline, ...properties },
          options: opts,
        },
        ...more,
      },
      outputs: { initial: value(`${name}.initial`) },
    });
  const emea = { accountId: ACCOUNT, behaviors: { high_dlp: on("medium") } };
  const shop = { zoneId: ZONE };
  const forum = { zoneId: FORUM, fraud: { usernameExpressions: [] } };

  it("is previewed as resources of its accounts and zones, with what each overwrites", async () => {
    declare({ accounts: { emea }, zones: { shop, forum } });
    const preview = await world.preview();
    assert.deepEqual(changes(preview).sort(), ["create acme-emea", "create acme-zones"]);
    assert.deepEqual(placed(preview), [
      "acme-emea | acme-emea (699d98…): overwrites high_dlp: disabled, medium → enabled, medium",
      "acme-emea | acme-emea (699d98…): overwrites imp_travel: disabled, high → enabled, low",
      `acme-zones | acme-zones: overwrites userProfiles: disabled → enabled in 2 zones (${ZONE}, ${FORUM})`,
      `acme-zones | acme-zones: overwrites usernameExpressions: 0 → 1 in zone ${ZONE}`,
    ]);
  });

  it("is deployed by one GET and one PUT for each, and a secret stays one", async () => {
    const up = await world.up();
    assert.deepEqual(
      [...up.sent].sort(),
      [behaviorsPath(ACCOUNT), fraudPath(ZONE), fraudPath(FORUM)]
        .flatMap((path) => [`GET ${path}`, `PUT ${path}`])
        .sort(),
    );
    assert.deepEqual(world.emulator.zone(ZONE).username_expressions, [SECRET]);
    assert.deepEqual(await world.project.outputs(), {
      initial: {
        accounts: { emea: { imp_travel: off("high"), high_dlp: off("medium") } },
        zones: {
          shop: { userProfiles: "disabled", usernameExpressions: [] },
          forum: { userProfiles: "disabled", usernameExpressions: [] },
        },
      },
    });
    assert.deepEqual((await world.up({ args: ["--expect-no-changes"] })).sent, []);
  });

  it("changes where it says so and nowhere else, and gives back what leaves", async () => {
    declare({ accounts: { emea, us: { accountId: SECOND } }, zones: { shop } });
    const up = await world.up();
    assert.deepEqual(changes(up).sort(), ["create acme-us", "update acme-zones"]);
    assert.ok(up.sent.every((sent) => sent.includes(SECOND) || sent.includes(FORUM)));
    assert.equal(world.emulator.zone(FORUM).user_profiles, "disabled");
  });

  it("keeps all that it remembers under another name with aliases, and sends nothing", async () => {
    const opts = { aliases: ["urn:pulumi:dev::project::risk-posture:index:RiskPosture::acme"] };
    declare({ accounts: { emea, us: { accountId: SECOND } }, zones: { shop } }, { name: "corp", opts });
    const up = await world.up();
    assert.deepEqual([changes(up), up.sent], [[], []]);
    assert.deepEqual(Object.keys(await world.resources()).sort(), ["corp-emea", "corp-us", "corp-zones"]);
  });

  it("says what is wrong with it in a sentence, and declares nothing", async () => {
    declare({ zones: { shop, store: shop } });
    const preview = await world.preview({ allowFailure: true });
    assert.notEqual(preview.code, 0);
    assert.match(preview.lines.join("\n"), /RiskPosture acme: the zones shop and store have the same zoneId/);
    assert.deepEqual(changes(preview), []);
  });

  it("gives all back in the end", async () => {
    await world.destroy();
    for (const account of [ACCOUNT, SECOND]) {
      assert.deepEqual(world.emulator.account(account).settings["imp_travel"], {
        enabled: false,
        risk_level: "high",
      });
    }
    assert.equal(world.emulator.zone(ZONE).user_profiles, "disabled");
  });

  it("reaches an account by the provider that is named, and what is not known yet stays where it belongs", async () => {
    const providers = {
      other: { type: "pulumi:providers:risk-posture", properties: { apiToken: value("token") } },
      first: {
        type: "risk-posture:RiskBehaviors",
        properties: { accountId: SECOND, behaviors: { high_dlp: on("low") } },
        options: { provider: value("other") },
      },
    };
    const accounts = {
      emea: { ...emea, provider: value("other") },
      us: { accountId: OTHER, provider: value("other") },
      later: { accountId: value("first.id"), behaviors: { imp_travel: null, sentinel_one: on("high") } },
    };
    declare(
      { accounts, zones: { forum: { ...forum, provider: value("other") }, shop } },
      { more: providers },
    );
    const preview = await world.preview();
    assert.deepEqual(changes(preview).sort(), [
      "create acme-emea",
      "create acme-later",
      "create acme-us",
      "create acme-zones",
      "create acme-zones-other",
      "create first",
    ]);
    assert.ok(
      placed(preview).includes(
        "acme-later | acme-later: cannot tell yet what is overwritten or given back: accountId is not known in this preview",
      ),
    );
    await world.up();
    const resources = await world.resources();
    const of = (name: string) => Object(resources[name])["provider"].split("::").at(-2);
    assert.deepEqual(["acme-emea", "acme-us", "acme-later", "acme-zones", "acme-zones-other"].map(of), [
      "other",
      "other",
      "default",
      "default",
      "other",
    ]);
    assert.equal((await world.state("acme-later")).id, SECOND);
  });

  it("shows no secret in the engine's most talkative log, but where the engine logs what it hands over", async () => {
    const other = { type: "pulumi:providers:risk-posture", properties: { apiToken: value("token") } };
    const accounts = { emea: { ...emea, provider: value("other") } };
    declare({ accounts, zones: { shop, forum: { ...shop, zoneId: FORUM } } }, { more: { other } });
    for (const operation of ["up", "refresh", "destroy"]) {
      const lines = await linesOfTalkative(world, operation);
      assert.deepEqual(leaksIn(lines, "canary-expression", PROPERTIES), []);
      assert.deepEqual(leaksIn(lines, TOKEN, CONFIGURATION), []);
    }
  });

  it("enables what its account has, but for exceptions", async () => {
    declare({ accounts: { emea: { accountId: ACCOUNT, enableAllExcept: { keys: ["sentinel_one"] } } } });
    await world.up();
    assert.deepEqual((await world.state("acme-emea")).outputs["behaviors"], {
      imp_travel: on("low"),
      high_dlp: on("medium"),
    });
  });

  it("names the account where what it has cannot be read", async () => {
    declare({ accounts: { gone: { accountId: id("ff"), enableAllExcept: { keys: [] } } } });
    const preview = await world.preview({ allowFailure: true });
    assert.match(
      preview.lines.join("\n"),
      /RiskPosture acme, account gone: enableAllExcept: Cloudflare does not know this account or zone/,
    );
  });

  it("is previewed where the credentials for what the account has are not known yet", async () => {
    const more = {
      fresh: {
        type: "risk-posture:RiskBehaviors",
        properties: { accountId: SECOND, behaviors: { high_dlp: on("low") } },
      },
      later: { type: "pulumi:providers:risk-posture", properties: { apiToken: value("fresh.id") } },
    };
    const us = { accountId: OTHER, provider: value("later"), enableAllExcept: { keys: [] } };
    declare({ accounts: { us } }, { more });
    assert.ok(changes(await world.preview()).includes("create acme-us"));
  });

  it("declares nothing where the risk model is not as it requires", async () => {
    world.env = {
      APPGATE_ADDRESS: world.emulator.appgateUrl,
      APPGATE_USERNAME: "admin",
      APPGATE_PASSWORD: "wrong",
    };
    declare({ zones: { shop }, requires: [{ sensitivity: "high", risk: "high", action: ["Allow"] }] });
    const refused = await world.preview({ allowFailure: true });
    assert.match(
      refused.lines.join("\n"),
      /RiskPosture acme declares nothing, because what it requires cannot be checked: The Appgate Controller does not accept the credentials/,
    );
    assert.ok(!refused.lines.some((line) => line.startsWith("    at ")), refused.lines.join("\n"));
    world.env = { ...world.env, APPGATE_PASSWORD: PASSWORD };
    const preview = await world.preview({ allowFailure: true });
    assert.match(
      preview.lines.join("\n"),
      /RiskPosture acme declares nothing, because Appgate's risk model is not as it requires/,
    );
    assert.deepEqual(changes(preview), []);
  });
});

const { config } = options;
story("A posture with the SDK that is generated for Node", { seed, config, variant: "plugin" }, (world) => {
  it("takes the provider of each account, and passes on that of the component", async () => {
    world.declare(
      'const [one, two] = ["one", "two"].map((name) => new risk.Provider(name, { apiToken: config.requireSecret("token") }));',
      `new risk.RiskPosture("acme", ${script({
        baseline: { behaviors: { imp_travel: on("low") } },
        accounts: { emea: { accountId: ACCOUNT, provider: code("one") }, us: { accountId: SECOND } },
      })}, { provider: two });`,
    );
    await world.up();
    const resources = Object.values(await world.resources());
    const providers = resources.map(({ urn, provider }) =>
      [urn, provider].map((text) => text?.split("::").at(3)),
    );
    assert.deepEqual(providers.sort(), [
      ["acme-emea", "one"],
      ["acme-us", "two"],
    ]);
    assert.deepEqual((await world.up({ args: ["--expect-no-changes"] })).sent, []);
    await world.destroy();
  });
});
