import assert from "node:assert/strict";
import { code, on, script } from "./programs.js";
import { changes, id, story } from "./world.js";

/** Two accounts and two zones for each of these. */
const NAMES = ["add", "remove", "reorder", "rename", "alias", "older", "moved"] as const;
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
  `new risk.FraudSettingsSet("shops", ${script({ zones: { [idOf("moved", 0)]: baseline.fraud } })});`,
];

const renamed = (from: string, to: string, parent = "") =>
  code(`(args, opts, name) => { if (name === "${to}") opts.aliases = [{ name: "${from}"${parent} }]; }`);
const atTheTop = ", parent: pulumi.rootStackResource";

const after = [
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
  let initial: Record<string, unknown>;

  it("is made, and each account and zone is called by its name in the program", async () => {
    world.declare(...before);
    const up = await world.up();
    assert.equal(changes(up).length, 16);
    console.log(up.lines);
    initial = await initials();
  });

  it("is planned to change where it says so, and nowhere else", async () => {
    world.declare(...after);
    assert.deepEqual(changes(await world.preview()).sort(), [
      "create add-b",
      "create rename-c",
      "delete remove-b",
      "delete rename-a",
      "update add-zones",
      "update remove-zones",
    ]);
  });

  it("changes there, without a request for what has another name or place", async () => {
    const up = await world.up();
    for (const name of ["reorder", "alias", "older", "moved"] as const) {
      assert.deepEqual(
        up.sent.filter((sent) => sent.includes(idOf(name, 0))),
        [],
        name,
      );
    }
    assert.deepEqual(up.puts.length, 4);
  });

  async function initials() {
    const resources = await world.resources({ showSecrets: true });
    return Object.fromEntries(
      Object.entries(resources).map(([name, { outputs }]) => [name, outputs["initial"]]),
    );
  }
});
