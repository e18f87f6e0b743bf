import assert from "node:assert/strict";
import { behaviors, on } from "./programs.js";
import { ACCOUNT, story } from "./world.js";

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

  it("is noticed, and what it wiped is put back with one whole document", async () => {
    world.declare(behaviors({ imp_travel: on("low") }));
    const up = await world.up();
    assert.deepEqual(rest(), others);
    assert.equal(up.puts.length, 2);
    assert.ok(up.lines.some((line) => line.includes("the API wiped what was not sent; putting back")));
  });

  it("gets whole documents for the rest of the run", async () => {
    world.declare(
      behaviors({ imp_travel: on("medium") }),
      behaviors({ high_dlp: on("low") }, { name: "second" }),
    );
    const up = await world.up({ args: ["--parallel", "1"] });
    assert.deepEqual(rest(), others);
    assert.equal(up.puts.length, 3);
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
    it("keeps the change, and the run tells of it", async () => {
      world.emulator.faults.before = ({ method }) => {
        if (method === "PUT") world.emulator.account(ACCOUNT).behavior("custom").risk_level = "high";
      };
      world.declare(behaviors({ imp_travel: on("low") }));
      const up = await world.up();
      assert.deepEqual(world.emulator.account(ACCOUNT).settings["custom"], {
        enabled: true,
        risk_level: "high",
      });
      assert.equal(up.puts.length, 1);
      assert.ok(
        up.lines.some((line) =>
          line.includes(
            "somebody else changed meanwhile, and it is left so: custom: enabled, medium → enabled, high",
          ),
        ),
      );
    });
  },
);
