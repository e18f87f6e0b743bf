import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import {
  type Emulator,
  type Fault,
  type FaultProxy,
  type Faults,
  fault,
  type RecordedRequest,
  startEmulator,
  startFaultProxy,
} from "../../emulator/index.js";
import { selfSigned } from "../support/self-signed.js";
import { accountId, behaviorsPath, fraudPath, type Reply, send } from "./calls.js";

const headers = { authorization: "Bearer emulator-token" };
const high = { behaviors: { imp_travel: { enabled: true, risk_level: "high" } } };

interface Place {
  readonly url: string;
  readonly faults: Faults;
  readonly requests: readonly RecordedRequest[];
}

/** What a client sees: its answer, or the code of the fault. */
type Seen = Reply | string;

for (const where of ["An emulator", "A proxy before a server that knows no faults"]) {
  describe(`${where}, with a fault`, () => {
    let emulator: Emulator;
    let proxy: FaultProxy | undefined;
    beforeEach(async () => {
      emulator = await startEmulator();
      proxy =
        where === "An emulator" ? undefined : await startFaultProxy("cloudflare", emulator.cloudflareUrl);
    });
    afterEach(async () => {
      await proxy?.close();
      await emulator.close();
    });

    const place = (): Place =>
      proxy ?? { url: emulator.cloudflareUrl, faults: emulator.faults, requests: emulator.requests };
    const put = async (): Promise<Seen> =>
      send("PUT", place().url + behaviorsPath, headers, high).catch(codeOf);
    const isApplied = () => emulator.account(accountId).settings["imp_travel"]?.enabled;
    const hit = async (what: Fault) => {
      place().faults.add(what, { method: "PUT" });
      const seen = await put();
      return { seen, applied: isApplied(), recorded: place().requests.at(-1) };
    };

    const silent: Record<string, [Fault, seen: string, applied: boolean]> = {
      "resets the connection": [fault.reset(), "ECONNRESET", false],
      "resets the connection after the API was at it": [fault.reset({ applied: true }), "ECONNRESET", true],
      "loses the request": [fault.dropRequest(), "UND_ERR_SOCKET", false],
      "loses the answer": [fault.dropAnswer(), "UND_ERR_SOCKET", true],
      "ends in the middle of the answer": [fault.truncate(), "UND_ERR_SOCKET", true],
    };
    for (const [what, [injected, expected, applied]] of Object.entries(silent)) {
      it(`${what}`, async () => {
        const outcome = await hit(injected);
        assert.deepEqual([outcome.seen, outcome.applied], [expected, applied]);
        assert.deepEqual([outcome.recorded?.fault, outcome.recorded?.applied], [injected, applied]);
      });
    }

    const answers: Record<string, [Fault, status: number, body: RegExp]> = {
      "answers garbage": [fault.garbage(), 200, /^\0\{not JSON$/],
      "answers the page of a proxy": [fault.html(502), 502, /^<html>/],
      "answers a success that is none": [fault.successFalse(), 200, /"success":false/],
      "answers without a result": [fault.withoutResult(), 200, /^((?!result).)*$/],
      "answers an error of the API": [fault.status(503), 503, /"success":false/],
      redirects: [fault.redirect("https://example.com/"), 302, /^$/],
    };
    for (const [what, [injected, status, body]] of Object.entries(answers)) {
      for (const applied of [false, true]) {
        it(`${what}, ${applied ? "after" : "before"} the API was at it`, async () => {
          const outcome = await hit({ ...injected, applied });
          assert.ok(typeof outcome.seen === "object");
          assert.deepEqual([outcome.seen.status, outcome.applied], [status, applied]);
          assert.match(outcome.seen.text, body);
          assert.deepEqual([outcome.recorded?.status, outcome.recorded?.applied], [status, applied]);
        });
      }
    }

    it("asks to come again, in seconds, at a time, or without saying when", async () => {
      const at = new Date("2030-01-01T00:00:00Z");
      for (const [retryAfter, expected] of [
        [7, "7"],
        [at, "Tue, 01 Jan 2030 00:00:00 GMT"],
        [undefined, null],
      ] as const) {
        const injected = fault.tooManyRequests(retryAfter === undefined ? {} : { retryAfter });
        const added = place().faults.add(injected);
        const reply = await send("GET", place().url + behaviorsPath, headers);
        assert.deepEqual([reply.status, reply.headers.get("retry-after")], [429, expected]);
        added.remove();
      }
    });

    it("hangs until the client goes away", async () => {
      place().faults.add(fault.hang({ applied: true }));
      const signal = AbortSignal.timeout(100);
      const asked = fetch(place().url + behaviorsPath, {
        method: "PUT",
        headers,
        body: JSON.stringify(high),
        signal,
      });
      await assert.rejects(asked, { name: "TimeoutError" });
      assert.equal(isApplied(), true);
      assert.equal(place().requests.at(-1)?.status, 0);
    });

    it("sends the answer byte by byte", async () => {
      place().faults.add(fault.drip({ every: 1 }), { times: 1 });
      const slow = await send("GET", place().url + fraudPath, headers);
      const fast = await send("GET", place().url + fraudPath, headers);
      assert.equal(slow.text, fast.text);
    });

    it("hits as many requests as it was told to, of those that it was told of", async () => {
      const { faults, url, requests } = place();
      const added = faults.add(fault.status(500), { method: "GET", path: /behaviors$/, times: 2 });
      const never = faults.add(fault.status(501), { when: ({ path }) => path === "/none" });
      const statuses = [];
      for (const path of [behaviorsPath, fraudPath, behaviorsPath, behaviorsPath]) {
        statuses.push((await send("GET", url + path, headers)).status);
      }
      assert.deepEqual(statuses, [500, 200, 500, 200]);
      assert.deepEqual([added.hits, never.hits], [2, 0]);
      assert.deepEqual(
        requests.slice(-4).map(({ applied }) => applied),
        [false, true, false, true],
      );
    });

    it("hits every request that a pattern is found in, whatever the pattern's flags", async () => {
      const { faults, url } = place();
      const added = faults.add(fault.status(500), { path: /BEHAVIORS/gi });
      for (let asked = 0; asked < 3; asked++) {
        await send("GET", url + behaviorsPath, headers);
      }
      assert.equal(added.hits, 3);
    });

    it("is gone once it is removed, or all are", async () => {
      const { faults } = place();
      faults.add(fault.status(500)).remove();
      faults.add(fault.status(500));
      faults.clear();
      const seen = await put();
      assert.ok(typeof seen === "object" && seen.status === 200);
    });

    it("lets a test do something before a request is looked at, which may take its time", async () => {
      const { faults, url } = place();
      faults.latency = [1, 5];
      faults.before = async () => {
        await new Promise(setImmediate);
        emulator.account(accountId).behavior("high_dlp").risk_level = "low";
      };
      const { text } = await send("GET", url + behaviorsPath, headers);
      assert.equal(JSON.parse(text).result.behaviors.high_dlp.risk_level, "low");
    });
  });
}

describe("A fault proxy", () => {
  it("shows the certificate that it was given", async () => {
    const emulator = await startEmulator();
    const proxy = await startFaultProxy("cloudflare", emulator.cloudflareUrl, { tls: await selfSigned() });
    assert.match(proxy.url, /^https:\/\/127\.0\.0\.1:\d+\/client\/v4$/);
    assert.equal(
      await send("GET", proxy.url + fraudPath, headers).catch(codeOf),
      "DEPTH_ZERO_SELF_SIGNED_CERT",
    );
    await proxy.close();
    await emulator.close();
  });

  it("passes on what the server answers, and lists it", async () => {
    const emulator = await startEmulator();
    const proxy = await startFaultProxy("appgate", emulator.appgateUrl);
    const reply = await send("GET", `${proxy.url}/version`, { accept: "application/json" });
    assert.deepEqual([reply.status, JSON.parse(reply.text)], [200, proxy.requests[0]?.answer]);
    const [{ api, method, path, applied } = {}] = proxy.requests;
    assert.deepEqual([api, method, path, applied], ["appgate", "GET", "/version", true]);
    assert.equal(emulator.requests.length, 1);
    await proxy.close();
    await emulator.close();
  });
});

describe("A rate limit of the emulator", () => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator({
      tokens: { one: { permissions: ["Zero Trust Read"] }, other: { permissions: ["Zero Trust Read"] } },
    });
    emulator.rateLimit = { requests: 2, seconds: 30 };
  });
  afterEach(() => emulator.close());

  const ask = async (token: string) => {
    const reply = await send("GET", emulator.cloudflareUrl + behaviorsPath, {
      authorization: `Bearer ${token}`,
    });
    const named = ["ratelimit", "ratelimit-policy", "retry-after"].map((name) => reply.headers.get(name));
    return [reply.status, ...named];
  };

  it("tells with every answer how much is left, and refuses what is beyond it", async () => {
    const policy = '"default";q=2;w=30';
    assert.deepEqual(await ask("one"), [200, '"default";r=1;t=30', policy, null]);
    assert.deepEqual(await ask("one"), [200, '"default";r=0;t=30', policy, null]);
    assert.deepEqual(await ask("one"), [429, '"default";r=0;t=30', policy, "30"]);
  });

  it("counts each caller for itself", async () => {
    for (const token of ["one", "one", "one", "other"]) {
      await ask(token);
    }
    assert.deepEqual(
      emulator.requests.map(({ status }) => status),
      [200, 200, 429, 200],
    );
  });

  it("lets a caller in again when the window is over", async () => {
    emulator.rateLimit = { requests: 1, seconds: 1 };
    assert.deepEqual([(await ask("one"))[0], (await ask("one"))[0]], [200, 429]);
    while ((await ask("one"))[0] === 429) {
      await setTimeout(20);
    }
    assert.equal((await ask("one"))[0], 429);
  });
});

function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause ? String(cause.code) : String(error);
}
