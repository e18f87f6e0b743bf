import assert from "node:assert/strict";
import { code, on, script } from "./programs.js";
import { behaviorsPath, changes, fraudPath, id, story, type Told } from "./world.js";

/** Each of these has two accounts and two zones. */
const NAMES = ["add", "remove", "reorder", "rename", "alias", "older", "moved", "taken"] as const;
type Name = (typeof NAMES)[number];

const idOf = (name: Name, index: number) => id(`${NAMES.indexOf(name)}${index}`);
const account = (name: Name, index = 0) => ({ accountId: idOf(name, index) });
const zone = (name: Name, index = 0) => ({ zoneId: idOf(name, index) });

const ids = NAMES.flatMap((name) => [idOf(name, 0), idOf(name, 1)]);
const seed = {
  accounts: Object.fromEntries(ids.map((id) => [id, {}])),
  zones: Object.fromEntries(ids.map((id) => [id, {}])),
};

const baseline = { behaviors: { imp_travel: on("low") }, fraud: { userProfiles: "enabled" } };

function posture(name: string, args: object, opts = "{}"): string {
  return `new risk.RiskPosture(${JSON.stringify(name)}, ${script({ baseline, ...args })}, ${opts});`;
}

const before = [
  posture("add", { accounts: { a: account("add") }, zones: { s: zone("add") } }),
  posture("remove", {
    accounts: { a: account("remove"), b: account("remove", 1) },
    zones: { s: zone("remove"), t: zone("remove", 1) },
  }),
  posture("reorder", {
    accounts: { a: account("reorder"), b: account("reorder", 1) },
    zones: { s: zone("reorder"), t: zone("reorder", 1) },
  }),
  posture("rename", {
    accounts: { a: account("rename"), b: account("rename", 1) },
    zones: { s: zone("rename") },
  }),
  posture("alias", { accounts: { a: account("alias") } }),
  posture("older", { accounts: { a: account("older") }, zones: { s: zone("older") } }),
  `new risk.RiskBehaviors("workforce", ${script({ ...account("moved"), behaviors: baseline.behaviors })});`,
  `new risk.RiskBehaviorsSet("team", ${script({ accounts: { [idOf("taken", 0)]: baseline.behaviors } })});`,
  `new risk.FraudSettings("single", ${script({ ...zone("taken"), ...baseline.fraud })});`,
  `new risk.FraudSettingsSet("shops", ${script({ zones: { [idOf("moved", 0)]: baseline.fraud } })});`,
];

const renamed = (from: string, to: string, parent = "") =>
  code(`(args, opts, name) => { if (name === "${to}") opts.aliases = [{ name: "${from}"${parent} }]; }`);
const atTheTop = ", parent: pulumi.rootStackResource";

const after = [
  // These are of another kind than the resources that take over. They stay for one more run, with nothing to manage.
  `new risk.RiskBehaviorsSet("team", ${script({ accounts: { [idOf("taken", 0)]: {} } })});`,
  `new risk.FraudSettings("single", ${script(zone("taken"))});`,
  posture("taken", { accounts: { a: account("taken") }, zones: { s: zone("taken") } }),
  posture("add", {
    accounts: { b: account("add", 1), a: account("add") },
    zones: { s: zone("add"), t: zone("add", 1) },
  }),
  posture("remove", { accounts: { a: account("remove") }, zones: { t: zone("remove", 1) } }),
  posture("reorder", {
    zones: { t: zone("reorder", 1), s: zone("reorder") },
    accounts: { b: account("reorder", 1), a: account("reorder") },
  }),
  posture("rename", {
    accounts: { c: account("rename"), b: account("rename", 1) },
    zones: { u: zone("rename") },
  }),
  posture("alias", {
    accounts: { c: account("alias") },
    transform: { accounts: renamed("alias-a", "alias-c") },
  }),
  posture(
    "newer",
    { accounts: { a: account("older") }, zones: { s: zone("older") } },
    '{ aliases: [{ name: "older" }] }',
  ),
  posture("moved", {
    accounts: { a: account("moved") },
    zones: { s: zone("moved") },
    transform: {
      accounts: renamed("workforce", "moved-a", atTheTop),
      zones: renamed("shops", "moved-zones", atTheTop),
    },
  }),
];

story("A posture that changes", { seed }, (world) => {
  const lines = (told: Told, name: string) => told.lines.filter((line) => line.startsWith(name));

  it("is made, and each account and zone is called by its name in the program", async () => {
    world.declare(...before);
    const up = await world.up();
    assert.equal(changes(up).length, 18);
    assert.deepEqual(lines(up, "remove-b"), [
      "remove-b (110000…): overwrites imp_travel: disabled, high → enabled, low",
    ]);
    assert.deepEqual(lines(up, "remove-zones"), [
      "remove-zones: overwrites userProfiles: disabled → enabled in 2 zones (s (100000…), t (110000…))",
    ]);
  });

  it("is planned to change where it says so, and nowhere else", async () => {
    world.declare(...after);
    const preview = await world.preview();
    assert.deepEqual(changes(preview).sort(), [
      "create add-b",
      "create rename-c",
      "create taken-a",
      "create taken-zones",
      "delete remove-b",
      "delete rename-a",
      "update add-zones",
      "update remove-zones",
      "update single",
      "update team",
    ]);
    assert.deepEqual(lines(preview, "add-zones"), [
      "add-zones: overwrites userProfiles: disabled → enabled in zone t (010000…)",
    ]);
  });

  it("changes there, and asks nothing about what stands in another order or has an alias", async () => {
    const up = await world.up();
    for (const name of ["reorder", "alias", "older", "moved"] as const) {
      assert.deepEqual(
        up.sent.filter((sent) => sent.includes(idOf(name, 0))),
        [],
        name,
      );
    }
    const written = up.sent.filter((sent) => sent.startsWith("PUT")).sort();
    const [added, removed] = [idOf("add", 1), idOf("remove", 1)];
    assert.deepEqual(
      written,
      [
        `PUT ${behaviorsPath(added)}`,
        `PUT ${behaviorsPath(removed)}`,
        `PUT ${fraudPath(added)}`,
        `PUT ${fraudPath(idOf("remove", 0))}`,
      ].sort(),
    );
  });

  for (const name of ["moved", "taken"] as const) {
    it(`keeps what was there before ${name} was made of other resources`, async () => {
      const { outputs } = await world.state(`${name}-a`);
      assert.deepEqual(outputs["initial"], { imp_travel: { enabled: false, riskLevel: "high" } });
      const zones = await world.state(`${name}-zones`);
      assert.deepEqual(zones.outputs["initial"], { [idOf(name, 0)]: { userProfiles: "disabled" } });
    });
  }

  it("gives everything back in the end, but to the account that was renamed without an alias", async () => {
    await world.destroy();
    for (const id of ids) {
      const { enabled } = world.emulator.account(id).behavior("imp_travel");
      assert.equal(enabled, id === idOf("rename", 0), id);
      assert.equal(world.emulator.zone(id).user_profiles, "disabled", id);
    }
  });
});
