import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../emulator/index.js";
import { endOfRun } from "../../provider/engine/end-of-run.js";
import { fraudSettings, fraudSettingsSet } from "../../provider/handlers.js";
import { waits } from "../../provider/settings/preview-and-operation-waits.js";
import { configured } from "../faults/settings-operations.js";
import { configOf } from "../support/emulator-config.js";
import { id, ZONE } from "../support/ids.js";
import { quietly } from "../support/quietly.js";

const ids = Array.from({ length: 200 }, (_, index) => id(index.toString(16).padStart(3, "0")));
const zones = Object.fromEntries(ids.map((zone) => [zone, { userProfiles: "enabled" }]));

describe("A set of which an operation was stopped, when the next one begins", function () {
  this.timeout(60_000);
  const usual = { ...waits };
  let emulator: Emulator;
  before(async () => {
    Object.assign(waits, { freshRead: 0 } satisfies Partial<typeof waits>);
    emulator = await startEmulator({ zones: Object.fromEntries(ids.map((zone) => [zone, {}])) });
  });
  after(async () => {
    Object.assign(waits, usual);
    await emulator.close();
  });

  it("is not looked at any more for what a preview would say", async () => {
    const config = configOf(emulator);
    // The first joins the session that another test of this process may have left, the second begins one.
    configured(fraudSettingsSet, config);
    const set = configured(fraudSettingsSet, config);
    const { inputs = {} } = (await set.check?.({ zones }, { zones })) ?? {};
    const halfDone = { zones: {}, initial: {}, halfDone: true };
    await set.diff?.("", halfDone, inputs);
    await set.update?.("", halfDone, inputs);
    const looks = emulator.requests.filter(({ method }) => method === "GET");
    // Those that the preview had sent already, 64 at a time.
    assert.ok(looks.length <= ids.length + 64, `${looks.length} looks`);
    assert.ok(ids.every((zone) => emulator.zone(zone).user_profiles === "enabled"));
  });
});

describe("A resource whose creation was left half done", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator({ zones: { [ZONE]: {} } });
  });
  after(() => emulator.close());

  const CRITERIA = { successCriteria: { statusCodes: [200] } };
  const declared = { zoneId: ZONE, authenticationSettings: CRITERIA };
  const halfDone = { zoneId: ZONE, initial: {}, unconfirmed: true, halfDone: true };

  /** What the preview of the next run says, and fails with. */
  async function preview(
    program: { readonly strict: boolean; readonly siblings?: object },
    {
      hasToken = true,
      isChecked = true,
      recorded = halfDone,
    }: { readonly hasToken?: boolean; readonly isChecked?: boolean; readonly recorded?: object } = {},
  ): Promise<{ said: string; failure: string | undefined }> {
    const config = {
      "cloudflare:baseUrl": emulator.cloudflareUrl,
      ...(hasToken && { "cloudflare:apiToken": "emulator-token" }),
    };
    configured(fraudSettings, config);
    const single = configured(fraudSettings, config);
    let failure: string | undefined;
    const said = await quietly(async () => {
      const other = { zoneId: id("0a"), onDestroy: "retain" };
      const checking = isChecked ? declared : other;
      const checked = await single.check?.(checking, { ...checking, __program: program });
      assert.deepEqual(checked?.failures, []);
      try {
        await single.diff?.("", recorded, declared);
      } catch (error) {
        failure = String(error);
      }
      await endOfRun();
    });
    return { said, failure };
  }

  const CANNOT_LOOK = /not compared with the live settings: No Cloudflare credentials/;
  const NEEDS = "authenticationSettings.successCriteria needs user profiles";

  it("fails a strict preview that cannot look what is overwritten, and warns otherwise", async () => {
    assert.match((await preview({ strict: true }, { hasToken: false })).failure ?? "", CANNOT_LOOK);
    const { said, failure } = await preview({ strict: false }, { hasToken: false });
    assert.match(said, CANNOT_LOOK);
    assert.equal(failure, undefined);
  });

  it("fails a strict preview with what will be refused, and warns otherwise", async () => {
    const strict = await preview({ strict: true });
    assert.ok(strict.failure?.startsWith(NEEDS), strict.failure);
    const { said, failure } = await preview({ strict: false });
    assert.ok(said.includes(`will fail: ${NEEDS}`), said);
    assert.equal(failure, undefined);
  });

  it("fails none where another resource may bring about what is missing", async () => {
    const { said, failure } = await preview({ strict: true, siblings: { [ZONE]: 2 } });
    assert.match(said, /cannot set successCriteria yet: it needs user profiles/);
    assert.equal(failure, undefined);
  });

  it("fails none where what stands in the way is going to be given back", async () => {
    emulator.zone(ZONE).user_profiles = "disabled";
    const recorded = { ...halfDone, userProfiles: "disabled", initial: { userProfiles: "enabled" } };
    const { said, failure } = await preview({ strict: true }, { recorded });
    assert.match(said, /cannot set successCriteria yet: .* That may change when userProfiles is given up/);
    assert.equal(failure, undefined);
  });

  it("is not looked at before it is checked: up --refresh --run-program compares it with older inputs", async () => {
    const { said, failure } = await preview({ strict: true }, { isChecked: false, hasToken: false });
    assert.doesNotMatch(said, CANNOT_LOOK);
    assert.equal(failure, undefined);
  });
});
