import assert from "node:assert/strict";
import fs from "node:fs";
import { z } from "zod";
import { Sandbox } from "../../scripts/fakes.js";
import { type Ended, run } from "../command.js";
import { secret } from "../status/secrets.js";
import { ACCOUNT, Place, TOKEN, ZONE } from "../support.js";

const PREFIX = "pulumi-nodejs:dynamic/riskPosture:";
const EXPRESSION = 'http.request.body.form["canary"][0]';
const TRAVEL = { enabled: true, riskLevel: "high" };
const DLP = { enabled: false, riskLevel: "medium" };

const Fleet = z.object({
  stacks: z.array(
    z.object({
      stack: z.string(),
      status: z.object({
        resources: z.array(z.object({ settings: z.array(z.looseObject({ setting: z.string() })) })),
        undeclared: z.array(z.object({ settings: z.array(z.looseObject({})).nullable() })).default([]),
        findings: z.array(z.object({ code: z.string(), message: z.string() })),
        riskModels: z.array(z.unknown()),
        notes: z.array(z.string()),
      }),
    }),
  ),
});

type Declared = readonly [kind: string, inputs: object, initial?: object];

/** A stack with these resources, as the Pulumi CLI exports it. */
function exportOf(...declared: readonly Declared[]): string {
  const resources = declared.map(([kind, inputs, initial], index) => ({
    urn: `urn:pulumi:dev::p::${PREFIX}${kind}::${index}`,
    type: PREFIX + kind,
    inputs,
    outputs: { ...inputs, ...(initial && { initial }) },
  }));
  return JSON.stringify({ version: 3, deployment: { resources } });
}

describe("What one stack of a fleet keeps secret", function () {
  this.timeout(60_000);
  const place = new Place();
  const sandbox = new Sandbox();
  before(async () => {
    await place.start({
      accounts: { [ACCOUNT]: { behaviors: { imp_travel: { enabled: true, risk_level: "high" } } } },
      zones: { [ZONE]: { username_expressions: [EXPRESSION] } },
      tokens: {
        [TOKEN]: {
          permissions: [
            "Zero Trust Read",
            "Fraud Detection Read",
            "Access: Apps and Policies Read",
            "Access: Organizations, Identity Providers, and Groups Read",
          ],
        },
      },
    });
    sandbox.executable(
      "pulumi",
      `const stack = process.argv.find((word) => word.startsWith("--stack="))?.slice(8);
       process.stdout.write(stack === undefined ? '[{"name":"a"},{"name":"b"}]' : require("fs").readFileSync(__dirname + "/" + stack + ".json"));`,
    );
  });
  after(async () => {
    sandbox.remove();
    await place.stop();
  });

  /** What the command shows of stacks that hold these resources, in every format. */
  async function fleet(stacks: Readonly<Record<"a" | "b", readonly Declared[]>>, ...args: readonly string[]) {
    for (const [stack, declared] of Object.entries(stacks)) {
      sandbox.write(`${stack}.json`, exportOf(...declared));
    }
    const files = ["txt", "html", "md", "xml", "sarif"].map((extension) => sandbox.path(`r.${extension}`));
    const ended: Ended = await run(
      ["fleet", "--json", "--undeclared", ...files.flatMap((file) => ["--write", file]), ...args],
      {
        env: { ...place.env, APPGATE_ADDRESS: "", PULUMI_BACKEND_URL: "s3://acme", PATH: sandbox.directory },
      },
    );
    const all = [ended.stdout, ended.stderr, ...files.map((file) => fs.readFileSync(file, "utf8"))].join(
      "\n",
    );
    const { stacks: shown } = Fleet.parse(JSON.parse(ended.stdout));
    return { all, of: (name: string) => shown.find(({ stack }) => stack === name)?.status };
  }

  const open: readonly Declared[] = [
    ["FraudSettings", { zoneId: ZONE, userProfiles: "disabled" }],
    ["RiskBehaviors", { accountId: ACCOUNT, behaviors: { high_dlp: DLP } }],
  ];

  for (const [what, inputs] of [
    ["a setting", { zoneId: ZONE, usernameExpressions: secret([EXPRESSION]) }],
    ["a setting and the zone's id", { zoneId: secret(ZONE), usernameExpressions: secret([EXPRESSION]) }],
  ] as const) {
    it(`is not listed as declared by nobody in another stack: ${what}`, async () => {
      const { all, of } = await fleet({ a: [["FraudSettings", inputs]], b: open });
      assert.doesNotMatch(all, /canary/);
      assert.equal(of("b")?.undeclared[0]?.settings, null);
    });
  }

  it("is not listed in a stack that keeps the zone's id secret", async () => {
    const { all } = await fleet({
      a: [["FraudSettings", { zoneId: ZONE, usernameExpressions: secret([EXPRESSION]) }]],
      b: [["FraudSettings", { zoneId: secret(ZONE), userProfiles: "disabled" }]],
    });
    assert.doesNotMatch(all, /canary/);
  });

  for (const [what, zoneId] of [
    ["of a visible zone", ZONE],
    ["of a secret one", secret(ZONE)],
  ] as const) {
    it(`is not shown as the live value of the same setting in another stack: ${what}`, async () => {
      const { all, of } = await fleet({
        a: [["FraudSettings", { zoneId, usernameExpressions: secret([EXPRESSION]) }]],
        b: [["FraudSettings", { zoneId: ZONE, usernameExpressions: [] }]],
      });
      assert.doesNotMatch(all, /canary/);
      assert.deepEqual(of("b")?.resources[0]?.settings, [
        { setting: "usernameExpressions", status: "drift", secret: true },
      ]);
    });
  }

  it("is not shown as what another stack has found there before", async () => {
    const { of } = await fleet({
      a: [["RiskBehaviors", { accountId: ACCOUNT, behaviors: { imp_travel: secret(TRAVEL) } }]],
      b: [["RiskBehaviors", { accountId: ACCOUNT, behaviors: { imp_travel: TRAVEL } }, { imp_travel: DLP }]],
    });
    const [setting] = of("b")?.resources[0]?.settings ?? [];
    assert.equal(setting?.["status"], "same");
    assert.ok(!Object.hasOwn(setting, "initial"));
  });

  for (const [what, inputs] of [
    ["a behavior", { accountId: ACCOUNT, behaviors: { imp_travel: secret(TRAVEL) } }],
    ["the account's id", { accountId: secret(ACCOUNT), behaviors: { imp_travel: TRAVEL } }],
  ] as const) {
    it(`is not told by a finding that another stack leads to, and a note says so: ${what}`, async () => {
      const { all, of } = await fleet({ a: [["RiskBehaviors", inputs]], b: open });
      assert.doesNotMatch(all, /the level that imp_travel gives/);
      assert.deepEqual(of("b")?.findings, []);
      assert.match(of("b")?.notes.join() ?? "", /left out where one of the stacks keeps secret/);
    });
  }

  it("stays secret when a later run goes on from the results in a file, which only its owner may read", async () => {
    const stacks = {
      a: [
        ["FraudSettings", { zoneId: secret(ZONE), usernameExpressions: secret([EXPRESSION]) }],
        ["RiskBehaviors", { accountId: secret(ACCOUNT), behaviors: secret({ imp_travel: TRAVEL }) }],
      ],
      b: open,
    } as const;
    const file = sandbox.path("j.jsonl");
    await fleet(stacks, "--resume", file);
    const { all } = await fleet(stacks, "--resume", file);
    assert.match(all, /2 of 2 stacks are in/);
    assert.doesNotMatch(all, /canary|imp_travel/);
    assert.equal(fs.statSync(file).mode & 0o777, 0o600);
    const [, ...lines] = fs.readFileSync(file, "utf8").trim().split("\n");
    const ofA = lines.find((line) => line.startsWith('{"stack":"a"')) ?? "";
    assert.ok(ofA !== "" && !ofA.includes(ZONE) && !ofA.includes(ACCOUNT), ofA);
  });

  it("does not take from another stack what is live elsewhere", async () => {
    const { of } = await fleet({
      a: [["RiskBehaviors", { accountId: secret(ACCOUNT), behaviors: { imp_travel: TRAVEL } }]],
      b: [["FraudSettings", { zoneId: ZONE, userProfiles: "disabled" }]],
    });
    assert.deepEqual(of("b")?.undeclared[0]?.settings, [
      { setting: "usernameExpressions", live: [EXPRESSION] },
    ]);
    assert.equal(of("a")?.undeclared[0]?.settings?.length, 2);
  });
});
