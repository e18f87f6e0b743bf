import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import { fault, startFaultProxy } from "../../emulator/index.js";
import { UnavailableError } from "../../provider/errors.js";
import { requestTimes } from "../../provider/http/timeouts-and-retry-limits.js";
import { quietly } from "../support/quietly.js";
import { selfSigned } from "../support/self-signed.js";
import { accessOperations } from "./access-operations.js";
import { appgateOperations } from "./appgate-operations.js";
import { type Mode, type Row, rows } from "./expected-outcomes.js";
import { Cell, judgeFailure } from "./matrix-cell.js";
import type { Operation } from "./operation.js";
import { settingsOperations } from "./settings-operations.js";
import { openUpstream, type Upstream } from "./upstream.js";

const operations = [...settingsOperations, ...accessOperations, ...appgateOperations];

/** In milliseconds. Whatever is to succeed has all the time that a busy machine may need. */
const ample = {
  attempt: 5_000,
  login: 5_000,
  deadline: 60_000,
  rateLimit: 60_000,
  firstWait: 5,
  longestWait: 40,
};
const slow = { ...ample, attempt: 400, login: 400 };

/**
 * When it begins for what lasts, however long a busy machine has taken to get there: then each request that is under way, and each that
 * follows, is attempted once at most.
 */
const DEADLINE = 200;
const atTheDeadline = (before: typeof ample) => ({
  ...before,
  deadline: DEADLINE,
  rateLimit: DEADLINE,
  firstWait: before.attempt,
});

describe("Whatever happens to a request", function () {
  this.timeout(300_000);
  const timeoutsBefore = { ...requestTimes };
  const configBefore = pulumi.runtime.allConfig();
  let upstream: Upstream;
  before(async () => {
    upstream = await openUpstream();
  });
  after(() => upstream.close());
  beforeEach(() => void Object.assign(requestTimes, ample));
  afterEach(() => {
    Object.assign(requestTimes, timeoutsBefore);
    pulumi.runtime.setAllConfig(configBefore);
  });

  /** The lookups find their connection there. */
  const configure = (url: string) =>
    pulumi.runtime.setAllConfig({
      "cloudflare:baseUrl": url,
      "cloudflare:apiToken": upstream.cloudflare.token,
    });
  const placeOf = ({ ids }: Operation, index: number) => {
    const mine = ids(upstream);
    const [id, other] = [index, index + Math.floor(mine.length / 2)].map((nth) => mine[nth % mine.length]);
    assert.ok(id !== undefined && other !== undefined, "the server has nothing to write to");
    return { upstream, id, other };
  };

  for (const row of rows) {
    const mine = operations.filter(({ api }) => row.api === undefined || row.api === api);
    const cells = mine.flatMap((operation) => operation.modes.map((mode) => ({ operation, mode })));
    it(`nothing is lost, mistaken or done twice over ${row.title} (${cells.length} cells)`, async () => {
      const printed = await quietly(async () => {
        const { accounts, zones } = upstream.cloudflare;
        const atOnce = Math.max(1, Math.floor(Math.min(accounts.length, zones.length) / 2));
        for (let first = 0; first < cells.length; first += atOnce) {
          await live(row, cells.slice(first, first + atOnce));
        }
      });
      assert.ok(!printed.includes(upstream.cloudflare.token) && !printed.includes(upstream.appgate.password));
    });
  }

  async function live(row: Row, chosen: readonly { operation: Operation; mode: Mode }[]): Promise<void> {
    const proxy = await startFaultProxy("cloudflare", upstream.cloudflare.url);
    configure(proxy.url);
    const cells = await Promise.all(
      chosen.map(({ operation, mode }, index) =>
        Cell.open(row, operation, mode, placeOf(operation, index), proxy),
      ),
    );
    try {
      await each(cells, (cell) => cell.begin());
      const before = row.slow ? slow : ample;
      Object.assign(requestTimes, before);
      const once = cells.filter(({ mode }) => mode === "once");
      await each(once, (cell) => cell.run());
      const lasting = cells.filter(({ mode }) => mode !== "once");
      const deadline = sleep(DEADLINE).then(() => Object.assign(requestTimes, atTheDeadline(before)));
      await Promise.all([each(lasting, (cell) => cell.run()), deadline]);
      Object.assign(requestTimes, ample);
      await each(cells, (cell) => cell.judge());
    } finally {
      await each(cells, (cell) => cell.close());
      await proxy.close();
    }
  }

  it("nothing is asked of a server whose certificate is not trusted", async () => {
    const row = { title: "", fault: fault.reset(), passing: true, error: UnavailableError } as const;
    const tls = await selfSigned();
    const bad = {
      cloudflare: await startFaultProxy("cloudflare", upstream.cloudflare.url, { tls }),
      appgate: await startFaultProxy("appgate", upstream.appgate.url, { tls }),
    };
    const first = operations.filter(({ method }) => method === "GET");
    await quietly(async () => {
      for (const [index, operation] of first.entries()) {
        const place = placeOf(operation, index);
        // None of its documents can be reached.
        const attempt = await operation.begin({ ...place, other: place.id }, row, "until the deadline");
        configure(bad.cloudflare.url);
        const failure: unknown = await attempt.run(bad[operation.api].url).catch((error: unknown) => error);
        judgeFailure(failure, operation.expected(row, "until the deadline"), upstream);
        await attempt.afterwards(failure, []);
        configure(upstream.cloudflare.url);
        await attempt.next(upstream[operation.api].url, failure);
      }
    });
    for (const proxy of Object.values(bad)) {
      assert.deepEqual(proxy.requests, []);
      await proxy.close();
    }
  });
});

/** Runs work for all cells at once, and says of which one it failed. */
async function each(cells: readonly Cell[], work: (cell: Cell) => Promise<void>): Promise<void> {
  const settled = await Promise.allSettled(cells.map(work));
  const failures = settled.flatMap((result, index) =>
    result.status === "rejected"
      ? [`${cells[index]?.title}: ${result.reason?.message ?? result.reason}`]
      : [],
  );
  assert.equal(failures.length, 0, failures.join("\n"));
}
