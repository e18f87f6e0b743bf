import assert from "node:assert/strict";
import { type AccountSeed, type Emulator, startEmulator } from "../../emulator/index.js";
import { accountId, behaviorsPath, cloudflare } from "./calls.js";

describe("The emulated behaviors of an account", () => {
  let emulator: Emulator;
  afterEach(() => emulator.close());

  async function start(account: AccountSeed = {}): Promise<void> {
    emulator = await startEmulator({ accounts: { [accountId]: account } });
  }
  const read = () => cloudflare(emulator, "GET", behaviorsPath);
  const update = (behaviors: unknown) => cloudflare(emulator, "PUT", behaviorsPath, { behaviors });
  const settings = () => emulator.account(accountId).settings;

  const low = { enabled: true, risk_level: "low" } as const;

  it("are the three published ones, disabled", async () => {
    await start();
    assert.deepEqual(settings(), {
      imp_travel: { enabled: false, risk_level: "high" },
      high_dlp: { enabled: false, risk_level: "medium" },
      sentinel_one: { enabled: false, risk_level: "medium" },
    });
  });

  it("are those of the seed besides, and without the ones that it takes away", async () => {
    await start({ behaviors: { new_one: low, imp_travel: { enabled: true }, sentinel_one: null } });
    assert.deepEqual(settings(), {
      imp_travel: { enabled: true, risk_level: "high" },
      high_dlp: { enabled: false, risk_level: "medium" },
      new_one: { enabled: true, risk_level: "low" },
    });
  });

  it("are answered with their names and descriptions, and with nothing that is the emulator's own", async () => {
    await start({ behaviors: { imp_travel: null, high_dlp: null } });
    assert.deepEqual((await read()).result, {
      behaviors: {
        sentinel_one: {
          name: "SentinelOne Infection Detected",
          description:
            "User is signed in on a device where Sentinel One EDR detects an active threat or infection.",
          risk_level: "medium",
          enabled: false,
        },
      },
    });
  });

  it("change where a PUT names them, and nowhere else", async () => {
    await start({ behaviors: { high_dlp: { enabled: true, risk_level: "high" } } });
    await update({ imp_travel: low });
    assert.deepEqual(settings(), {
      imp_travel: low,
      high_dlp: { enabled: true, risk_level: "high" },
      sentinel_one: { enabled: false, risk_level: "medium" },
    });
  });

  it("are reset where a PUT does not name them, if PUT replaces the document", async () => {
    await start({ putMode: "replace", behaviors: { high_dlp: { enabled: true, risk_level: "high" } } });
    await update({ imp_travel: low });
    assert.deepEqual(settings(), {
      imp_travel: low,
      high_dlp: { enabled: false, risk_level: "medium" },
      sentinel_one: { enabled: false, risk_level: "medium" },
    });
  });

  it("are all in the answer to a PUT, or only the ones that were sent", async () => {
    await start();
    assert.deepEqual((await update({ imp_travel: low })).result, (await read()).result);

    emulator.account(accountId).putAnswer = "sent";
    assert.deepEqual((await update({ imp_travel: low })).result, { behaviors: { imp_travel: low } });
  });

  it("stay as they are if a PUT names one that does not exist", async () => {
    await start();
    const before = settings();
    const refused = await update({ imp_travel: low, imp_travl: low });
    assert.equal(refused.status, 400);
    assert.match(refused.errors[0]?.message ?? "", /imp_travl: unknown behavior/);
    assert.deepEqual(settings(), before);
  });

  it("change beside an unknown one, if unknown ones are ignored", async () => {
    await start({ unknownKeys: "ignore", putAnswer: "sent" });
    const accepted = await update({ imp_travel: low, imp_travl: low });
    assert.deepEqual(accepted.result, { behaviors: { imp_travel: low } });
    assert.equal(settings()["imp_travl"], undefined);
  });

  it("ignore a name or a description in a PUT", async () => {
    await start();
    await update({ imp_travel: { ...low, name: "Renamed", description: "" } });
    assert.equal(emulator.account(accountId).behavior("imp_travel").name, "Impossible Travel");
  });

  it("do not change by a PUT that is wrong anywhere", async () => {
    await start();
    const before = settings();
    const wrong = [
      { imp_travel: low, high_dlp: { enabled: true, risk_level: "High" } },
      { imp_travel: low, high_dlp: { enabled: "true", risk_level: "low" } },
      { imp_travel: low, high_dlp: { enabled: true } },
      { imp_travel: low, high_dlp: null },
      [low],
      undefined,
    ];
    for (const behaviors of wrong) {
      const { status, success } = await update(behaviors);
      assert.deepEqual({ status, success }, { status: 400, success: false }, JSON.stringify(behaviors));
    }
    assert.deepEqual(settings(), before);
  });

  it("can be changed behind the back of a program", async () => {
    await start();
    emulator.account(accountId).behavior("imp_travel").enabled = true;
    emulator.account(accountId).addBehavior("new_one");
    const answer = JSON.stringify((await read()).result);
    assert.match(answer, /"imp_travel":\{[^}]*"enabled":true/);
    assert.match(answer, /"new_one"/);
  });

  it("are each account's own", async () => {
    const other = "0123456789abcdef0123456789abcdef";
    emulator = await startEmulator({ accounts: { [accountId]: {}, [other]: {} } });
    await update({ imp_travel: low });
    assert.deepEqual(emulator.account(accountId).behavior("imp_travel").enabled, true);
    assert.deepEqual(emulator.account(other).behavior("imp_travel").enabled, false);
  });
});
