import assert from "node:assert/strict";
import type { Behavior } from "../../emulator/index.js";
import { behaviors, type Behavior as Declared, off, on } from "./programs.js";
import { changes, id, story } from "./world.js";

const ACCOUNTS = 20;
const RESOURCES = 10;
const accounts = Array.from({ length: ACCOUNTS }, (_, index) =>
  id(`c${index.toString(16).padStart(2, "0")}`),
);
/** In these accounts a PUT resets what it does not name, so every PUT has to contain what the other resources have set. */
const replacing = accounts.slice(0, 4);
const keys = Array.from({ length: RESOURCES }, (_, index) => `behavior_${index}`);
const unmanaged = ["unmanaged_a", "unmanaged_b"];

/** Also set by somebody else. If nothing were enabled, somebody's change would look like the effect of a PUT that replaces. */
const standing = { enabled: true, risk_level: "medium" } as const;
const seeded = {
  standing,
  ...Object.fromEntries([...keys, ...unmanaged].map((key) => [key, { risk_level: "low" } as const])),
};
const seed = {
  accounts: Object.fromEntries(
    accounts.map((account) => [
      account,
      { behaviors: seeded, putMode: replacing.includes(account) ? ("replace" as const) : ("merge" as const) },
    ]),
  ),
};

story(`${ACCOUNTS * RESOURCES} resources on ${ACCOUNTS} accounts`, { seed }, (world) => {
  /** The last change by somebody else, by account and key. */
  const set = new Map<string, Pick<Behavior, "enabled" | "risk_level">>();
  before(() => {
    const { faults } = world.emulator;
    faults.latency = [0, 60];
    let count = 0;
    // Somebody changes an account just when a PUT for it arrives. Such a change is always lost if PUTs replace.
    faults.before = ({ method, path }) => {
      const account = path.split("/")[2] ?? "";
      if (method !== "PUT" || replacing.includes(account)) {
        return;
      }
      count += 1;
      const key = unmanaged[count % unmanaged.length] ?? "";
      const setting = { enabled: count % 3 === 0, risk_level: count % 2 === 0 ? "high" : "medium" } as const;
      Object.assign(world.emulator.account(account).behavior(key), setting);
      set.set(`${account} ${key}`, setting);
    };
  });

  const declare = (setting: (key: number) => Declared) =>
    world.declare(
      ...accounts.flatMap((account) =>
        keys.map((key, index) =>
          behaviors({ [key]: setting(index) }, { name: `${account}-${key}`, account }),
        ),
      ),
    );
  const check = (setting: (key: number) => Declared) => {
    for (const account of accounts) {
      const { settings } = world.emulator.account(account);
      for (const [index, key] of keys.entries()) {
        const { enabled, riskLevel } = setting(index);
        assert.deepEqual(settings[key], { enabled, risk_level: riskLevel }, `${account} ${key}`);
      }
      assert.deepEqual(settings["standing"], standing);
      for (const key of unmanaged) {
        const expected = set.get(`${account} ${key}`) ?? { enabled: false, risk_level: "low" };
        assert.deepEqual(settings[key], expected, `${account} ${key}`);
      }
    }
  };
  const parallel = { args: ["--parallel", "64"] };

  it("are created at once without losing an update of each other's, or of somebody else's", async () => {
    const created = (key: number) => on(key % 2 === 0 ? "high" : "medium");
    declare(created);
    assert.equal(changes(await world.up(parallel)).length, ACCOUNTS * RESOURCES);
    check(created);
    assert.ok(set.size > ACCOUNTS);
  });

  it("are changed at once", async () => {
    const changed = (key: number) => (key % 2 === 0 ? off("medium") : on("low"));
    declare(changed);
    await world.up(parallel);
    check(changed);
  });

  it("are destroyed at once, and give back what was there", async () => {
    await world.destroy(parallel);
    check(() => off("low"));
  });
});
