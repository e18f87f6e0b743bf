import assert from "node:assert/strict";
import { fault } from "../../emulator/index.js";
import { behaviors, criteria, fraud, on } from "./programs.js";
import { id, story } from "./world.js";

const SEEN_GOING = { account: id("d1"), zone: id("d2") };
const UNSEEN = { account: id("d3"), zone: id("d4") };
const LAPSED = id("d5");
const LIVING = id("d6");
const seed = {
  accounts: { [SEEN_GOING.account]: {}, [UNSEEN.account]: {}, [LIVING]: {} },
  zones: { [SEEN_GOING.zone]: {}, [UNSEEN.zone]: {}, [LAPSED]: {} },
};

story("When accounts and zones vanish", { seed }, (world) => {
  const vanish = ({ account, zone }: typeof UNSEEN) => {
    world.emulator.account(account).exists = false;
    world.emulator.zone(zone).exists = false;
  };

  before(async () => {
    world.declare(
      behaviors({ imp_travel: on("low") }, { name: "gone-account", account: SEEN_GOING.account }),
      behaviors({ imp_travel: on("low") }, { name: "unseen-account", account: UNSEEN.account }),
      behaviors({ imp_travel: on("low") }, { name: "living", account: LIVING }),
      fraud({ userProfiles: "enabled" }, { name: "gone-zone", zone: SEEN_GOING.zone }),
      fraud({ userProfiles: "enabled" }, { name: "unseen-zone", zone: UNSEEN.zone }),
      fraud({ userProfiles: "enabled", ...criteria([200], [401]) }, { name: "lapsed", zone: LAPSED }),
    );
    await world.up();
  });

  it("a refresh whose path the API does not know drops nothing: the base URL is wrong, or the endpoint moved", async () => {
    const message = "Could not route to /client/v4/v4, perhaps your object identifier is invalid?";
    const errors = [
      { code: 7003, message },
      { code: 7000, message: "No route for that URI" },
    ];
    const unknownPath = fault.answer(404, { success: false, errors, messages: [], result: null });
    world.emulator.faults.add(unknownPath, { api: "cloudflare" });
    const outputs = async () =>
      Object.entries(await world.resources()).map(([name, resource]) => [name, resource.outputs]);
    const before = await outputs();
    const refresh = await world.refresh({ allowFailure: true });
    world.emulator.faults.clear();
    assert.notEqual(refresh.code, 0);
    assert.match(
      refresh.lines.join("\n"),
      /Cloudflare does not know this path: .*base URL end in \/client\/v4/,
    );
    assert.deepEqual((await outputs()).sort(), before.sort());
  });

  it("a refresh drops just them, and prints what they were before they were managed", async () => {
    vanish(SEEN_GOING);
    const refresh = await world.refresh();
    assert.deepEqual(Object.keys(await world.resources()).sort(), [
      "lapsed",
      "living",
      "unseen-account",
      "unseen-zone",
    ]);
    for (const line of [
      `RiskBehaviors ${SEEN_GOING.account}: is gone. Before it was first managed: imp_travel: disabled, high`,
      `FraudSettings ${SEEN_GOING.zone}: is gone. Before it was first managed: userProfiles: disabled`,
    ]) {
      assert.ok(refresh.lines.includes(line), line);
    }
    assert.equal(refresh.requests.length, 6);
  });

  it("destroy leaves them with a word, as it does a zone whose subscription has ended", async () => {
    vanish(UNSEEN);
    world.emulator.zone(LAPSED).entitled = false;
    const destroy = await world.destroy();
    assert.deepEqual(await world.resources(), {});
    const why = (gone: string) =>
      destroy.lines.find((line) => line.includes(`${gone}: could not be given back and is left as it is`)) ??
      "";
    assert.match(why(UNSEEN.account), /Cloudflare does not know this account or zone/);
    assert.match(why(UNSEEN.zone), /Cloudflare does not know this account or zone/);
    assert.match(why(LAPSED), /subscription/);
    assert.equal(world.emulator.account(LIVING).behavior("imp_travel").enabled, false);
  });
});
