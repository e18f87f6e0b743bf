import assert from "node:assert/strict";
import fs from "node:fs";
import fc from "fast-check";
import { z } from "zod";
import { run } from "../command.js";
import { ACCOUNT, jsonSchema, Place, ZONE } from "../support.js";
import { encrypted, secret } from "./secrets.js";

const PREFIX = "pulumi-nodejs:dynamic/riskPosture:";
const FORUM = "023e105f4ecef8ad9ca31a8372d0c354";
const BLOG = "023e105f4ecef8ad9ca31a8372d0c355";
const EXPRESSION = 'http.request.body.form["canary"][0]';

const Report = z.object({
  drift: z.boolean().nullable(),
  resources: z.array(
    z.object({
      kind: z.string(),
      place: z.object({ type: z.string(), id: z.string().optional() }),
      settings: z.array(z.looseObject({ setting: z.string(), status: z.string() })).optional(),
      error: z.object({ message: z.string() }).optional(),
    }),
  ),
  undeclared: z
    .array(
      z.object({
        place: z.object({ type: z.string(), id: z.string().optional() }),
        resources: z.array(z.string()),
        settings: z.array(z.object({ setting: z.string(), live: z.unknown() })).nullable(),
      }),
    )
    .default([]),
  notes: z.array(z.string()),
});

describe("status of sets, and of what nobody declares", function () {
  this.timeout(60_000);
  const place = new Place();
  const isReport = jsonSchema("status");
  before(() =>
    place.start({
      accounts: { [ACCOUNT]: {} },
      zones: { [ZONE]: {}, [FORUM]: {}, [BLOG]: {} },
    }),
  );
  after(() => place.stop());

  interface Declared {
    readonly kind: string;
    readonly name: string;
    readonly inputs: object;
    readonly initial?: unknown;
    /** Default: the inputs. */
    readonly outputs?: object;
  }

  /** What the command says of a state that holds these resources. */
  async function status(...declared: Declared[]) {
    const resources = declared.map(({ kind, name, inputs, initial, outputs = inputs }) => ({
      urn: `urn:pulumi:dev::p::${PREFIX}${kind}::${name}`,
      type: PREFIX + kind,
      inputs,
      outputs: { ...outputs, ...(initial === undefined ? {} : { initial }) },
    }));
    const file = place.file("export.json", JSON.stringify({ version: 3, deployment: { resources } }));
    const written = [place.file("report.txt", ""), place.file("report.html", "")];
    // Without a Controller, of which nothing is to be said here.
    const { APPGATE_ADDRESS: _, ...env } = place.env;
    const { code, stdout, stderr } = await run(
      [
        "status",
        "--undeclared",
        "--format",
        "json",
        "--file",
        file,
        ...written.flatMap((each) => ["--write", each]),
      ],
      { env },
    );
    assert.equal(stderr, "");
    const json: unknown = JSON.parse(stdout);
    assert.ok(isReport(json), JSON.stringify(isReport.errors));
    const [text = "", page = ""] = written.map((each) => fs.readFileSync(each, "utf8"));
    return { code, all: stdout + text + page, page, ...Report.parse(json) };
  }

  const set = (zones: unknown, initial?: unknown): Declared => ({
    kind: "FraudSettingsSet",
    name: "shops",
    inputs: { zones },
    initial,
  });

  it("shows the zones of a set one by one, each with what it was before", async () => {
    place.emulator.zone(FORUM).user_profiles = "enabled";
    const { code, resources } = await status(
      set(
        {
          [ZONE]: { userProfiles: "disabled" },
          [FORUM]: { userProfiles: "disabled", usernameExpressions: [] },
        },
        { [ZONE]: { userProfiles: "enabled" }, [FORUM]: { userProfiles: "disabled" } },
      ),
    );
    place.emulator.zone(FORUM).user_profiles = "disabled";
    assert.equal(code, 2);
    assert.deepEqual(
      resources.map(({ place: { type, id }, settings = [] }) => [
        `${type} ${id}`,
        ...settings.map(({ setting, status, initial }) => `${setting} ${status} ${initial}`),
      ]),
      [
        [`zone ${ZONE}`, "userProfiles same enabled"],
        [`zone ${FORUM}`, "userProfiles drift disabled", "usernameExpressions same undefined"],
      ],
    );
  });

  it("shows the accounts of a set one by one", async () => {
    const { code, resources } = await status({
      kind: "RiskBehaviorsSet",
      name: "emea",
      inputs: { accounts: { [ACCOUNT]: { imp_travel: { enabled: false, riskLevel: "high" } } } },
      initial: { [ACCOUNT]: { imp_travel: { enabled: true, riskLevel: "low" } } },
    });
    assert.equal(code, 0);
    assert.deepEqual(
      resources.map(({ place, settings }) => ({ place, settings })),
      [
        {
          place: { type: "account", id: ACCOUNT },
          settings: [
            {
              setting: "imp_travel",
              status: "same",
              state: { enabled: false, riskLevel: "high" },
              live: { enabled: false, riskLevel: "high" },
              initial: { enabled: true, riskLevel: "low" },
            },
          ],
        },
      ],
    );
  });

  it("lists on the page what the lists of a zone hold", async () => {
    const zone = place.emulator.zone(FORUM);
    zone.username_expressions = [EXPRESSION];
    zone.user_profiles = "enabled";
    const successCriteria = { statusCodes: [200, 302] };
    const { page } = await status(
      set({ [FORUM]: { usernameExpressions: [EXPRESSION], authenticationSettings: { successCriteria } } }),
    );
    assert.match(page, /<li><code>http\.request\.body\.form\[&#34;canary&#34;\]\[0\]<\/code><\/li>/);
    assert.match(page, /200, 302/);
    zone.username_expressions = [];
    zone.user_profiles = "disabled";
  });

  it("compares the other zones where one cannot be read", async () => {
    const gone = "d".repeat(32);
    const { code, resources } = await status(
      set({ [ZONE]: { userProfiles: "disabled" }, [gone]: { userProfiles: "disabled" } }),
    );
    assert.equal(code, 1);
    assert.deepEqual(
      resources.map(({ place, error }) => [place.id, error === undefined]),
      [
        [ZONE, true],
        [gone, false],
      ],
    );
  });

  it("shows one account or zone that is secret without its settings' names, and sets that are secret without ids and number", async () => {
    const zones = { [ZONE]: { userProfiles: "enabled" }, [FORUM]: { usernameExpressions: [EXPRESSION] } };
    const whole = await status(set(secret(zones)));
    assert.equal(whole.code, 2);
    assert.deepEqual(
      whole.resources.map(({ place, settings }) => ({ place, settings })),
      [{ place: { type: "zone" }, settings: [{ setting: "(all)", status: "drift", secret: true }] }],
    );
    assert.doesNotMatch(whole.all, /023e105f|userProfiles|canary/);

    const one = await status(set({ ...zones, [ZONE]: secret(zones[ZONE]) }));
    assert.deepEqual(
      one.resources.map(({ place, settings = [] }) => [place.id, settings.map(({ setting }) => setting)]),
      [
        [ZONE, ["(all)"]],
        [FORUM, ["usernameExpressions"]],
      ],
    );
    assert.doesNotMatch(one.all, /userProfiles/);
  });

  it("does not show a secret id where a zone of a set cannot be read", async () => {
    const { code, all } = await status(set(secret({ ["d".repeat(32)]: { userProfiles: "disabled" } })));
    assert.equal(code, 1);
    assert.ok(!all.includes("d".repeat(32)), all);
  });

  it("cannot compare what is encrypted, in a set as elsewhere", async () => {
    for (const zones of [encrypted, { [ZONE]: encrypted }]) {
      const { code, drift } = await status(set(zones));
      assert.deepEqual({ code, drift }, { code: 1, drift: null });
    }
  });

  it("compares what the last operation has recorded where it was half done: the engine keeps the inputs of the one before", async () => {
    const on = { userProfiles: "enabled" };
    const off = { userProfiles: "disabled" };
    place.emulator.zone(ZONE).user_profiles = "enabled";
    const half = async (recorded: object, more: object = {}) => {
      const outputs = { zones: { [ZONE]: recorded, ...more }, halfDone: secret(true), unconfirmed: [] };
      const report = await status({
        kind: "FraudSettingsSet",
        name: "shops",
        inputs: { zones: { [ZONE]: off } },
        outputs,
      });
      return report.resources.flatMap(({ settings = [] }) => settings.map((one) => one.status));
    };
    assert.deepEqual(await half(on), ["same"]);
    assert.deepEqual(await half(off), ["drift"]);
    assert.deepEqual(await half({ userProfiles: encrypted }), ["encrypted"]);
    // A zone that the failed operation has added.
    assert.deepEqual(await half(on, { [FORUM]: on }), ["same", "drift"]);
    place.emulator.zone(ZONE).user_profiles = "disabled";
  });

  it("lists what is live and declared by no resource, and nothing that was never made", async () => {
    const zone = place.emulator.zone(ZONE);
    zone.user_profiles = "enabled";
    zone.username_expressions = [EXPRESSION];
    const { code, undeclared } = await status(
      set({ [ZONE]: { userProfiles: "enabled" }, [FORUM]: { userProfiles: "disabled" } }),
      {
        kind: "RiskBehaviors",
        name: "one",
        inputs: { accountId: ACCOUNT, behaviors: { imp_travel: { enabled: false, riskLevel: "high" } } },
      },
      {
        kind: "RiskBehaviors",
        name: "two",
        inputs: { accountId: ACCOUNT, behaviors: { high_dlp: { enabled: false, riskLevel: "medium" } } },
      },
    );
    zone.user_profiles = "disabled";
    zone.username_expressions = [];
    assert.equal(code, 0);
    assert.deepEqual(undeclared, [
      {
        place: { type: "zone", id: ZONE },
        resources: ["FraudSettingsSet shops"],
        settings: [{ setting: "usernameExpressions", live: [EXPRESSION] }],
      },
      {
        place: { type: "account", id: ACCOUNT },
        resources: ["RiskBehaviors one", "RiskBehaviors two"],
        settings: [{ setting: "sentinel_one", live: { enabled: false, riskLevel: "medium" } }],
      },
    ]);
  });

  it("takes for declared what is encrypted", async () => {
    const { undeclared } = await status({
      kind: "RiskBehaviors",
      name: "one",
      inputs: {
        accountId: ACCOUNT,
        behaviors: { imp_travel: encrypted, high_dlp: { enabled: false, riskLevel: "medium" } },
      },
    });
    assert.deepEqual(
      undeclared.map(({ settings }) => settings?.map(({ setting }) => setting)),
      [["sentinel_one"]],
    );
  });

  it("does not tell by what is undeclared what a resource keeps secret", async () => {
    const { undeclared, notes, all } = await status(
      {
        kind: "RiskBehaviors",
        name: "one",
        inputs: {
          accountId: ACCOUNT,
          behaviors: secret({ imp_travel: { enabled: false, riskLevel: "high" } }),
        },
      },
      {
        kind: "RiskBehaviors",
        name: "two",
        inputs: { accountId: ACCOUNT, behaviors: { high_dlp: { enabled: false, riskLevel: "medium" } } },
      },
    );
    assert.deepEqual(
      undeclared.map(({ settings }) => settings),
      [null],
    );
    assert.doesNotMatch(all, /imp_travel|sentinel_one/);
    assert.match(notes.join(), /^Access was not looked at where the stack keeps behaviors secret/);
  });

  it("lists nothing of an account where a resource could not be compared: nobody can say what it declares", async () => {
    const behaviors = { imp_travel: { enabled: false, riskLevel: "high" } };
    place.emulator.zone(ZONE).user_profiles = "enabled";
    const { code, undeclared } = await status(
      { kind: "RiskBehaviors", name: "one", inputs: { accountId: ACCOUNT, behaviors } },
      { kind: "RiskBehaviorsSet", name: "two", inputs: { accounts: encrypted } },
      set({ [ZONE]: { usernameExpressions: [] } }),
    );
    place.emulator.zone(ZONE).user_profiles = "disabled";
    assert.equal(code, 1);
    assert.deepEqual(
      undeclared.map(({ place: { type }, settings }) => [type, settings]),
      [
        ["zone", [{ setting: "userProfiles", live: "enabled" }]],
        ["account", null],
      ],
    );
  });

  it("keeps every secret, wherever in a set it stands", async () => {
    const parts = fc.subarray(["map", "zone", "list", "item"] as const, { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(parts, async (where) => {
        const hide = (part: (typeof where)[number], value: unknown) =>
          where.includes(part) ? secret(value) : value;
        const list = hide("list", [hide("item", EXPRESSION)]);
        const { all } = await status(
          set(hide("map", { [BLOG]: hide("zone", { usernameExpressions: list }) })),
        );
        assert.doesNotMatch(all, /canary/);
        assert.equal(all.includes(BLOG), !where.includes("map"));
      }),
      { numRuns: 6 },
    );
  });
});
