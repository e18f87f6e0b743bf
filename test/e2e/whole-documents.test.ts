import assert from "node:assert/strict";
import { behaviors, on } from "./programs.js";
import { ACCOUNT, linesAbout, story, type Told } from "./world.js";

const others = {
  sentinel_one: { enabled: true, risk_level: "low" },
  custom: { enabled: true, risk_level: "medium" },
} as const;
const seed = { accounts: { [ACCOUNT]: { putMode: "replace", behaviors: others } } } as const;

story("An API whose PUT replaces the whole map", { seed }, (world) => {
  const rest = () => {
    const { sentinel_one, custom } = world.emulator.account(ACCOUNT).settings;
    return { sentinel_one, custom };
  };

  const sizes = ({ puts }: Told) =>
    puts.map((body) => Object.keys(Object(Reflect.get(Object(body), "behaviors"))).length);

  it("is noticed, and what it wiped is put back with one whole document", async () => {
    world.declare(behaviors({ imp_travel: on("low") }));
    const up = await world.up();
    assert.deepEqual(rest(), others);
    // The whole map, then the same PUT again: if the rest is wiped again, the API did it and not somebody else.
    assert.deepEqual(sizes(up), [1, 4, 1, 4]);
    const lines = linesAbout(up, "RiskBehaviors");
    assert.ok(lines.some((line) => line.startsWith("what was not sent seems to be wiped; putting back ")));
    assert.ok(lines.some((line) => line.startsWith("the API wiped it again")));
  });

  it("gets whole documents for the rest of the run", async () => {
    world.declare(
      behaviors({ imp_travel: on("medium") }),
      behaviors({ high_dlp: on("low") }, { name: "second" }),
    );
    const up = await world.up({ args: ["--parallel", "1"] });
    assert.deepEqual(rest(), others);
    assert.deepEqual(sizes(up), [1, 4, 1, 4, 4]);
  });

  it("leaves the rest as it was when everything is given back", async () => {
    await world.destroy();
    assert.deepEqual(world.emulator.account(ACCOUNT).settings, {
      ...others,
      imp_travel: { enabled: false, risk_level: "high" },
      high_dlp: { enabled: false, risk_level: "medium" },
    });
  });
});

story(
  "Somebody who changes other behaviors between our GET and our PUT",
  { seed: { accounts: { [ACCOUNT]: { behaviors: others } } } },
  (world) => {
    const account = () => world.emulator.account(ACCOUNT);
    /** Makes a change once, when the first PUT arrives. */
    const meanwhile = (change: () => void) => {
      world.emulator.faults.before = ({ method }) => {
        if (method === "PUT") {
          world.emulator.faults.before = () => {};
          change();
        }
      };
    };

    it("keeps the change, and the run tells of it", async () => {
      meanwhile(() => (account().behavior("custom").risk_level = "high"));
      world.declare(behaviors({ imp_travel: on("low") }));
      const up = await world.up();
      assert.deepEqual(account().settings["custom"], { enabled: true, risk_level: "high" });
      assert.equal(up.puts.length, 1);
      assert.ok(
        linesAbout(up, "RiskBehaviors").includes(
          "somebody else changed meanwhile, and it is left so: custom: enabled, medium → enabled, high",
        ),
      );
    });

    it("keeps it even where that looks as if our PUT had replaced the map", async () => {
      account().behavior("custom").enabled = false;
      meanwhile(() => (account().behavior("sentinel_one").enabled = false));
      world.declare(behaviors({ imp_travel: on("high") }));
      const up = await world.up();
      assert.deepEqual(account().settings["sentinel_one"], { enabled: false, risk_level: "low" });
      assert.deepEqual(account().settings["imp_travel"], { enabled: true, risk_level: "high" });
      assert.ok(
        linesAbout(up, "RiskBehaviors").includes(
          "somebody else changed meanwhile, and gets it back: sentinel_one: enabled, low → disabled, low",
        ),
      );
    });

    it("keeps the level of what is disabled where nothing else is enabled", async () => {
      meanwhile(() => (account().behavior("custom").risk_level = "low"));
      world.declare(behaviors({ imp_travel: on("medium") }));
      await world.up();
      assert.deepEqual(account().settings["custom"], { enabled: false, risk_level: "low" });
    });
  },
);
