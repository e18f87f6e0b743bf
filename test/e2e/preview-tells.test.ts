import assert from "node:assert/strict";
import { behaviors, code, fraud, off, on } from "./programs.js";
import { behaviorsPath, fraudPath, id, linesAbout, story, type Told, ZONE } from "./world.js";

const SECRET = 'lookup_json_string(http.request.body.raw, "canary-expression")';
/** One account for each resource, so that one preview shows many ways in which a program can change. */
const account = {
  added: id("a1"),
  removed: id("a2"),
  disabled: id("a3"),
  retained: id("a4"),
  handed: id("a5"),
  elsewhere: id("a6"),
  open: id("a7"),
  undecided: id("a8"),
  alike: id("a9"),
  later: id("aa"),
};
type Name = keyof typeof account;
const seed = {
  accounts: Object.fromEntries(
    Object.values(account).map(
      (id) => [id, { behaviors: { imp_travel: { enabled: true, risk_level: "low" } } }] as const,
    ),
  ),
  zones: {
    [ZONE]: { username_expressions: ['http.request.body.form["a"][0]', 'http.request.body.form["b"][0]'] },
  },
} as const;

/** The accounts with two settings each. */
const MANAGED: readonly Name[] = [
  "added",
  "removed",
  "disabled",
  "retained",
  "handed",
  "elsewhere",
  "open",
  "undecided",
];
const declared = { imp_travel: on("high"), high_dlp: on("medium") };
const workforce = (
  name: Name,
  map: Parameters<typeof behaviors>[0],
  rest: Parameters<typeof behaviors>[1] = {},
) => behaviors(map, { name, account: account[name], ...rest });

story("A preview", { seed, secrets: [SECRET] }, (world) => {
  const about = (told: Told, name: string) => linesAbout(told, "RiskBehaviors", name);
  const mine = (told: Told) =>
    [...linesAbout(told, "RiskBehaviors"), ...linesAbout(told, "FraudSettings")].sort();

  describe("of new resources", () => {
    let preview: Told;
    before(async () => {
      world.declare(
        ...MANAGED.map((name) => workforce(name, declared)),
        workforce("alike", { sentinel_one: off("medium") }),
        fraud({
          userProfiles: "enabled",
          usernameExpressions: code(`[pulumi.secret(${JSON.stringify(SECRET)})]`),
        }),
        behaviors({}, { name: "no-behavior", account: id("e1") }),
        behaviors({ imp_travel: code("undefined") }, { name: "undefined-behavior", account: id("e2") }),
        fraud({}, { name: "no-setting", zone: id("e3") }),
      );
      preview = await world.preview();
    });

    it("tells, setting by setting, what adoption will overwrite", () => {
      for (const name of MANAGED) {
        assert.deepEqual(about(preview, name), [
          "overwrites high_dlp: disabled, medium → enabled, medium",
          "overwrites imp_travel: enabled, low → enabled, high",
        ]);
      }
      assert.deepEqual(linesAbout(preview, "FraudSettings", ZONE), [
        "overwrites userProfiles: disabled → enabled",
        "overwrites usernameExpressions: 2 → 1",
      ]);
    });

    it("says so when adoption overwrites nothing", () => {
      assert.deepEqual(about(preview, "alike"), [
        "adopts sentinel_one and overwrites nothing: live and declared are the same",
        'if this is a renamed resource, give it "aliases": then it keeps what was there before',
      ]);
    });

    for (const name of ["no-behavior", "undefined-behavior", "no-setting"]) {
      it(`says that a resource with ${name.replace("-", " ")} manages nothing`, () => {
        const lines = preview.lines.filter((line) => line.startsWith(name));
        assert.deepEqual(
          lines.map((line) => line.split(": ").slice(1).join(": ")),
          ["manages nothing: the program declares no setting"],
        );
      });
    }

    it("costs one GET for each of them that declares something", () => {
      const accounts = [...MANAGED, "alike" as const].map((name) => account[name]);
      assert.deepEqual(
        [...preview.sent].sort(),
        [...accounts.map(behaviorsPath), fraudPath(ZONE)].map((path) => `GET ${path}`).sort(),
      );
    });

    it("is what the deployment then does, in the same words and each once", async () => {
      const up = await world.up();
      assert.equal(mine(up).length, mine(preview).length);
      assert.deepEqual(mine(up), mine(preview));
      assert.equal(up.sent.filter((sent) => sent.startsWith("GET")).length, MANAGED.length + 2);
      assert.equal(up.puts.length, MANAGED.length + 1);
    });
  });

  describe("of changes", () => {
    let preview: Told;
    const sentTo = (name: Name) => preview.sent.filter((sent) => sent.includes(account[name]));
    before(async () => {
      const less = { high_dlp: on("medium") };
      world.declare(
        'const source = new pulumi.dynamic.Resource({ create: async () => ({ id: "x", outs: { any: 1 } }) }, "source", { any: undefined });',
        workforce("added", { ...declared, sentinel_one: on("high") }),
        workforce("removed", less),
        workforce("disabled", less, { onDestroy: "disable" }),
        workforce("retained", less, { onDestroy: "retain" }),
        workforce("handed", less),
        behaviors({ imp_travel: on("high") }, { name: "taker", account: account.handed }),
        workforce("elsewhere", { imp_travel: on("low") }, { account: code("source.any") }),
        workforce("open", code("source.any")),
        workforce("undecided", less, { onDestroy: code("source.any") }),
        workforce("later", { sentinel_one: { enabled: true, riskLevel: code("source.any") } }),
      );
      preview = await world.preview();
    });

    it("tells what a setting that is added will overwrite, and nothing of those that are managed already", () => {
      assert.deepEqual(about(preview, "added"), [
        "overwrites sentinel_one: disabled, medium → enabled, high",
      ]);
    });

    it("tells what a setting that is removed will be given back, and asks nobody for it", () => {
      assert.deepEqual(about(preview, "removed"), ["gives back imp_travel: enabled, high → enabled, low"]);
      assert.deepEqual(sentTo("removed"), []);
    });

    it("follows the onDestroy of the program for a setting that is removed", () => {
      assert.deepEqual(about(preview, "disabled"), ["disables imp_travel: enabled, high → disabled, high"]);
      assert.deepEqual(about(preview, "retained"), ['leaves imp_travel: onDestroy is "retain"']);
    });

    it("does not announce a give-back for what another resource declares further down", () => {
      assert.deepEqual(
        [...about(preview, "taker"), ...about(preview, "handed")],
        [
          "adopts imp_travel and overwrites nothing: live and declared are the same",
          "leaves imp_travel to the resource that declares it now",
        ],
      );
    });

    it("says what it cannot tell yet where a value is not known", () => {
      assert.deepEqual(about(preview, "later"), [
        "cannot tell yet what sentinel_one becomes: its value is not known in this preview",
      ]);
    });

    it("says so where the account, the whole map or onDestroy is not known", () => {
      const nothing = (what: string) =>
        `cannot tell yet what is overwritten or given back: ${what} is not known in this preview`;
      assert.deepEqual(about(preview, "elsewhere"), [nothing("accountId")]);
      assert.deepEqual(about(preview, "open"), [nothing("the set of what is declared")]);
      assert.deepEqual(about(preview, "undecided"), [
        "cannot tell yet what imp_travel becomes: onDestroy is not known in this preview",
      ]);
      assert.deepEqual([...sentTo("elsewhere"), ...sentTo("open"), ...sentTo("undecided")], []);
    });
  });

  describe("of what the API is going to refuse", () => {
    it("fails: criteria while user profiles are disabled", async () => {
      world.emulator.zone(ZONE).user_profiles = "disabled";
      world.declare(
        fraud({ authenticationSettings: { successCriteria: { statusCodes: [200] } } }, { name: "login" }),
      );
      const { code: exitCode, lines } = await world.preview({ allowFailure: true });
      assert.notEqual(exitCode, 0);
      assert.ok(
        lines.some((line) =>
          line.includes(
            'authenticationSettings.successCriteria needs user profiles, which are disabled on this zone: declare userProfiles: "enabled"',
          ),
        ),
      );
    });
  });
});
