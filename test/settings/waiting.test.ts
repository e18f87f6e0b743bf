import assert from "node:assert/strict";
import { endOfRun } from "../../provider/engine/end-of-run.js";
import { riskBehaviors, riskBehaviorsSet } from "../../provider/handlers.js";
import { waits } from "../../provider/settings/preview-and-operation-waits.js";
import { Session } from "../../provider/settings/provider-session.js";
import { configured } from "../faults/settings-operations.js";
import { ACCOUNT, id, TOKEN } from "../support/ids.js";
import { type Answerer, serving } from "../support/loopback.js";
import { quietly } from "../support/quietly.js";
import { behaviorKind } from "./kinds.js";

const level = { enabled: true, riskLevel: "low" };
const declare = (...keys: string[]) => ({
  accountId: ACCOUNT,
  behaviors: Object.fromEntries(keys.map((key) => [key, level])),
});
const live = {
  success: true,
  errors: [],
  messages: [],
  result: { behaviors: { imp_travel: { enabled: false, risk_level: "high", name: "", description: "" } } },
};

const OTHER = id("a2");

/** Longer than a test may take: who waits for that waits for ever. */
const EVER = 60_000;

describe("A check", function () {
  this.timeout(EVER / 2);
  const usual = { ...waits };
  beforeEach(() =>
    Object.assign(waits, { previewDeadline: EVER, oneCheck: EVER, allChecks: EVER } satisfies Partial<
      typeof waits
    >),
  );
  afterEach(() => Object.assign(waits, usual));

  /** What a check in a run of its own fails with. A server that is silent answers when that is known. */
  async function failuresOf(
    { isSilent }: { isSilent: boolean },
    news: object,
    olds: object = {},
  ): Promise<string[]> {
    let release = () => {};
    const released = isSilent
      ? new Promise<void>((resolve) => {
          release = resolve;
        })
      : Promise.resolve();
    const answer: Answerer = (_received, response) =>
      void released.then(() => response.end(JSON.stringify(live)));
    return serving(answer, async ({ origin }) => {
      const config = { "cloudflare:apiToken": TOKEN, "cloudflare:baseUrl": `${origin}/client/v4` };
      const failures: string[] = [];
      await quietly(async () => {
        const checked = await configured(riskBehaviors, config).check?.(olds, news);
        failures.push(...(checked?.failures ?? []).map(({ reason }) => reason));
        release();
        await endOfRun();
      });
      return failures;
    });
  }
  const silent = { isSilent: true };
  const answered = { isSilent: false };

  it("waits for the live settings where a key is doubtful, and refuses one that there is not", async () => {
    waits.allChecks = 0;
    const [failure = "", ...more] = await failuresOf(answered, declare("imp_travl"));
    assert.match(failure, /imp_travl is no behavior of this account: did you mean imp_travel\?/);
    assert.deepEqual(more, []);
  });

  it("does so for no longer than a check may take", async () => {
    waits.oneCheck = 20;
    assert.deepEqual(await failuresOf(silent, declare("imp_travl")), []);
  });

  it("fails in a strict preview where that is not enough, and promises no line of a write", async () => {
    waits.oneCheck = 20;
    const failures = await failuresOf(silent, { ...declare("imp_travel"), __program: { strict: true } });
    assert.deepEqual(failures, [
      "not compared with the live settings: no answer in time. risk-posture:strict makes this a failure: " +
        "try again once they can be looked at, or set risk-posture:strict to false.",
    ]);
  });

  it("of a set says in a strict preview once of all its accounts why it fails", async () => {
    const config = { "cloudflare:apiToken": TOKEN, "cloudflare:baseUrl": "ftp://cloudflare" };
    const accounts = { [ACCOUNT]: { imp_travel: level }, [OTHER]: { imp_travel: level } };
    await quietly(async () => {
      configured(riskBehaviors, config);
      const set = configured(riskBehaviorsSet, config);
      const checked = await set.check?.({}, { accounts, __program: { strict: true } });
      const [failure, ...more] = checked?.failures ?? [];
      assert.match(failure?.reason ?? "", / to false\. This is so in account \w{32} too\.$/);
      assert.deepEqual(more, []);
    });
  });

  it("waits for published keys as long as all checks of a run may take together, and not at all after that", async () => {
    waits.allChecks = 20;
    assert.deepEqual(await failuresOf(silent, declare("imp_travel", "high_dlp", "sentinel_one")), []);
  });

  it("waits for nothing more of its own accord where the checks before it have waited for so long", async () => {
    waits.allChecks = 20;
    const session = new Session({ get: () => undefined, require: assert.fail }, behaviorKind);
    assert.equal(await session.withinTimeOfAllChecks(new Promise(() => {})), undefined);
    // Whatever a timer's last millisecond comes to.
    waits.allChecks = 10;
    const seen = Promise.resolve("seen");
    assert.equal(await session.withinTimeOfAllChecks(seen), undefined);
    assert.equal(await session.within(EVER, seen), "seen");
  });

  it("waits for nothing where nothing comes to be managed, however doubtful it is", async () => {
    assert.deepEqual(await failuresOf(silent, declare("imp_travl"), declare("imp_travl", "high_dlp")), []);
  });

  it("of a set goes on looking for longer than that of a single resource, which ends with the run", async () => {
    Object.assign(waits, { previewDeadline: 0 } satisfies Partial<typeof waits>);
    let asked = 0;
    const failingOnce: Answerer = (_received, response) => {
      asked += 1;
      response.writeHead(asked === 1 ? 503 : 200).end(JSON.stringify(live));
    };
    await serving(failingOnce, async ({ origin }) => {
      const config = { "cloudflare:apiToken": TOKEN, "cloudflare:baseUrl": `${origin}/client/v4` };
      const declared = { accounts: { [ACCOUNT]: { imp_travel: level } }, __program: { strict: true } };
      await quietly(async () => {
        // As the engine does: the first begins a run, which the other shares.
        configured(riskBehaviors, config);
        const checked = await configured(riskBehaviorsSet, config).check?.({}, declared);
        assert.deepEqual(checked?.failures, []);
      });
      assert.equal(asked, 2);
    });
  });

  it("is over, with what it has to say, before the engine ends a run", () => {
    // engine/end-of-run.ts waits 3 s from the beginning of a look, and the engine kills the process after 5.
    assert.ok(usual.previewDeadline < 3_000 && usual.allChecks <= 2_000 && usual.oneCheck <= 3_000);
    assert.ok(usual.oneCheck >= usual.previewDeadline);
  });
});
