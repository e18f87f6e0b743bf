import assert from "node:assert/strict";
import { behaviors, code, criteria, fraud, on } from "./programs.js";
import { ACCOUNT, changes, id, story, ZONE } from "./world.js";

const SECOND = id("1a");
const THIRD = id("1b");
const seed = { accounts: { [ACCOUNT]: {}, [SECOND]: {}, [THIRD]: {} } };

const EXPRESSION = 'http.request.body.form["username"][0]';

/** A resource whose output is unknown until it is created or replaced. */
const LATER = `
  class Later extends pulumi.dynamic.Resource {
    constructor(name, given) {
      const outputs = async (inputs) => ({ ...inputs, value: inputs.given });
      const provider = {
        create: async (inputs) => ({ id: "later", outs: await outputs(inputs) }),
        update: async (id, olds, news) => ({ outs: await outputs(news) }),
      };
      super(provider, name, { given, value: undefined });
    }
  }`;

const later = (name: string, given: unknown) =>
  `const ${name} = new Later(${JSON.stringify(name)}, ${JSON.stringify(given)}).value;`;

story("What is known only after another resource is made", { seed }, (world) => {
  const declare = (level: string) =>
    world.declare(
      LATER,
      later("account", ACCOUNT),
      later("map", { imp_travel: on("low"), high_dlp: on("high") }),
      later("level", level),
      later("expression", EXPRESSION),
      later("status", 200),
      behaviors({ imp_travel: on("low") }, { name: "account-id", account: code("account") }),
      behaviors(code("map"), { name: "whole-map", account: SECOND }),
      behaviors(
        { imp_travel: { enabled: true, riskLevel: code("level") } },
        { name: "level", account: THIRD },
      ),
      fraud({
        userProfiles: "enabled",
        usernameExpressions: [code("expression"), 'lookup_json_string(http.request.body.raw, "user")'],
        ...criteria([302, code("status"), 302], [401]),
      }),
    );
  const travel = (accountId: string) => world.emulator.account(accountId).settings["imp_travel"];

  it("can be the account, the whole map, a level, an expression or a status code in a preview", async () => {
    declare("low");
    const preview = await world.preview();
    assert.deepEqual(changes(preview).sort(), [
      "create account-id",
      "create level",
      "create shop",
      "create whole-map",
    ]);
    assert.deepEqual(preview.puts, []);
  });

  it("is written in the same up in which it becomes known", async () => {
    await world.up();
    const low = { enabled: true, risk_level: "low" };
    assert.deepEqual([ACCOUNT, SECOND, THIRD].map(travel), [low, low, low]);
    assert.deepEqual(world.emulator.account(SECOND).settings["high_dlp"], {
      enabled: true,
      risk_level: "high",
    });
    const { username_expressions, authentication_settings } = world.emulator.zone(ZONE);
    assert.equal(username_expressions?.[0], EXPRESSION);
    assert.deepEqual(authentication_settings?.success_criteria?.status_codes, [200, 302]);
  });

  it("costs no request when nothing has changed", async () => {
    assert.deepEqual((await world.up({ args: ["--expect-no-changes"] })).sent, []);
  });

  it("is shown as unknown by the preview of a change, and nothing else is", async () => {
    declare("medium");
    const preview = await world.preview({ args: ["--diff"] });
    assert.deepEqual(changes(preview), ["update level"]);
    assert.match(preview.stdout, /~ riskLevel: "low" => \[unknown\]/);
    assert.deepEqual(preview.puts, []);
    const up = await world.up();
    assert.deepEqual(up.puts, [{ behaviors: { imp_travel: { enabled: true, risk_level: "medium" } } }]);
  });
});

story("Criteria that are known later", { seed: { zones: { [ZONE]: {} } } }, (world) => {
  const declare = (later: object) =>
    world.declare(
      LATER,
      `const later = new Later("later", ${JSON.stringify(later)}).value;`,
      fraud(
        { userProfiles: "enabled", authenticationSettings: { successCriteria: { statusCodes: [200] } } },
        { name: "success" },
      ),
      fraud({ authenticationSettings: code("later") }, { name: "failure" }),
    );

  it("are no second owner of one that another resource declares: they may be the other one", async () => {
    declare({ failureCriteria: { statusCodes: [401] } });
    assert.deepEqual(changes(await world.preview()).sort(), ["create failure", "create success"]);
  });

  it("are refused as soon as they turn out to be one", async () => {
    declare({ successCriteria: { statusCodes: [201] } });
    const up = await world.up({ allowFailure: true });
    assert.notEqual(up.code, 0);
    assert.match(
      up.lines.join("\n"),
      /both manage successCriteria of the same zone|successCriteria is managed by success too/,
    );
  });
});
