import assert from "node:assert/strict";
import { behaviors, on } from "./programs.js";
import { behaviorsPath, id, linesAbout, storyOnBothFaces, type Told } from "./world.js";

const RESTORED = id("a1");
const DISABLED = id("a2");
const RETAINED = id("a3");
const DRIFTED = id("a4");

const original = { enabled: true, risk_level: "low" } as const;
const account = { behaviors: { imp_travel: original, high_dlp: original, sentinel_one: original } };
const seed = {
  accounts: { [RESTORED]: account, [DISABLED]: account, [RETAINED]: account, [DRIFTED]: account },
};

storyOnBothFaces("Behaviors that leave the program", { seed }, (world) => {
  const live = (accountId: string) => world.emulator.account(accountId).settings;
  const declare = (map: Parameters<typeof behaviors>[0]) =>
    world.declare(
      behaviors(map, { name: "restored", account: RESTORED }),
      behaviors(map, { name: "disabled", account: DISABLED, onDestroy: "disable" }),
      behaviors(map, { name: "retained", account: RETAINED, onDestroy: "retain" }),
      behaviors(map, { name: "drifted", account: DRIFTED }),
    );
  let up: Told;
  let destroy: Told;

  before(async () => {
    declare({ imp_travel: on("high"), high_dlp: on("medium") });
    await world.up();
    world.emulator.account(DRIFTED).behavior("high_dlp").risk_level = "high";
    declare({ imp_travel: on("high") });
    up = await world.up();
  });

  it("one by one get back by default what they were before", async () => {
    assert.deepEqual(live(RESTORED), {
      imp_travel: { enabled: true, risk_level: "high" },
      high_dlp: original,
      sentinel_one: original,
    });
    assert.deepEqual(requestsTo(RESTORED, up), ["GET", "PUT"]);
    assert.deepEqual((await world.state("restored")).outputs["initial"], { imp_travel: on("low") });
  });

  it("one by one are switched off at their level by onDestroy: disable", () => {
    assert.deepEqual(live(DISABLED)["high_dlp"], { enabled: false, risk_level: "medium" });
    assert.deepEqual(requestsTo(DISABLED, up), ["GET", "PUT"]);
  });

  it("one by one stay as they are by onDestroy: retain, without a PUT", () => {
    assert.deepEqual(live(RETAINED)["high_dlp"], { enabled: true, risk_level: "medium" });
    assert.ok(!requestsTo(RETAINED, up).includes("PUT"));
  });

  it("one by one are left to whoever changed them meanwhile, and named", () => {
    assert.deepEqual(live(DRIFTED)["high_dlp"], { enabled: true, risk_level: "high" });
    assert.ok(!requestsTo(DRIFTED, up).includes("PUT"));
    assert.match(leftIn(DRIFTED, up), /^leaves high_dlp as it is: .*somebody/);
    assert.ok(!up.lines.some((line) => line.includes(DRIFTED) && line.includes("gives back")));
  });

  it("with the whole resource are treated by destroy in the same ways", async () => {
    world.emulator.account(DRIFTED).behavior("imp_travel").enabled = false;
    destroy = await world.destroy();
    assert.deepEqual(live(RESTORED), account.behaviors);
    assert.deepEqual(live(DISABLED)["imp_travel"], { enabled: false, risk_level: "high" });
    assert.deepEqual(live(RETAINED)["imp_travel"], { enabled: true, risk_level: "high" });
    assert.deepEqual(live(DRIFTED)["imp_travel"], { enabled: false, risk_level: "high" });
    assert.deepEqual(requestsTo(RETAINED, destroy), []);
    assert.match(leftIn(DRIFTED, destroy), /^leaves imp_travel as it is: .*somebody/);
    for (const accountId of Object.keys(seed.accounts)) {
      assert.deepEqual(live(accountId)["sentinel_one"], original);
    }
  });
});

function requestsTo(accountId: string, { requests }: Told): string[] {
  return requests.filter(({ path }) => path === behaviorsPath(accountId)).map(({ method }) => method);
}

/** What the provider says that it leaves in an account. */
function leftIn(accountId: string, told: Told): string {
  return linesAbout(told, "RiskBehaviors", accountId)
    .filter((line) => line.startsWith("leaves"))
    .join("\n");
}
