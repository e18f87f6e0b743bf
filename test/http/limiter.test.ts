import assert from "node:assert/strict";
import { type HttpRequest, send } from "../../provider/http/request.js";
import { type Answerer, serving } from "../support/loopback.js";
import { shortRetries } from "../support/short-retries.js";

const request = (origin: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: "GET",
  url: new URL("/settings", origin),
  headers: {},
  secrets: ["a-token"],
  ...more,
});

/** A server that lets so many requests through in a window, says so in every answer, and refuses the rest. */
class Limited {
  refused = 0;
  private left: number;
  private end: number;

  constructor(
    private readonly most: number,
    private readonly window: number,
  ) {
    this.left = most;
    this.end = Date.now() + window;
  }

  readonly answer: Answerer = (_received, response) => {
    if (Date.now() >= this.end) {
      this.end = Date.now() + this.window;
      this.left = this.most;
    }
    this.left -= 1;
    const seconds = Math.floor((this.end - Date.now()) / 1_000);
    if (this.left < 0) {
      this.refused += 1;
    }
    response.writeHead(this.left < 0 ? 429 : 200, {
      ratelimit: `"default";r=${Math.max(0, this.left)};t=${seconds}`,
      ...(this.left < 0 ? { "retry-after": String(seconds + 1) } : {}),
    });
    response.end("answer");
  };
}

describe("Many requests to a server with a rate limit", () => {
  shortRetries({ deadline: 2_000 });

  it("are held back as its answers say: none is refused, and holding back does not count against the deadline", async () => {
    const limited = new Limited(70, 1_500);
    await serving(limited.answer, async (server) => {
      const answers = await Promise.all(Array.from({ length: 150 }, () => send(request(server.origin))));
      assert.ok(answers.every(({ status }) => status === 200));
      assert.equal(limited.refused, 0);
      assert.equal(server.received.length, 150);
    });
  }).timeout(60_000);

  for (const [most, count] of [
    [70, 100],
    [2, 3],
  ] as const) {
    it(`are not refused either where ${count} writes, which look right before they are sent, meet a limit of ${most}`, async () => {
      const limited = new Limited(most, 1_500);
      await serving(limited.answer, async (server) => {
        const looking = async () => {
          assert.equal((await send(request(server.origin, { immediate: true }))).status, 200);
        };
        const write = request(server.origin, { method: "PUT", guard: looking });
        await send(request(server.origin));
        const answers = await Promise.all(Array.from({ length: count }, () => send(write)));
        assert.ok(answers.every(({ status, attempts }) => status === 200 && attempts === 1));
        assert.equal(limited.refused, 0);
        assert.equal(server.received.length, 1 + 2 * count);
      });
    }).timeout(60_000);
  }

  it("are not refused at the beginning or after a wait, where the limit is less than may be under way", async () => {
    const limited = new Limited(20, 1_500);
    await serving(limited.answer, async ({ origin }) => {
      await Promise.all(Array.from({ length: 45 }, () => send(request(origin))));
      assert.equal(limited.refused, 0);
    });
  }).timeout(60_000);

  it("say nothing of a short wait between two attempts, however long they were held back before", async () => {
    const limited = new Limited(1, 3_900);
    let isFailing = true;
    const answer: Answerer = (received, response) => {
      if (received.path === "/failing" && isFailing) {
        isFailing = false;
        response.writeHead(500).end();
      } else {
        limited.answer(received, response);
      }
    };
    await serving(answer, async ({ origin }) => {
      const lines: string[] = [];
      const log = (line: string) => lines.push(line);
      await send(request(origin));
      await send(request(origin, { url: new URL("/failing", origin), log }));
      assert.equal(isFailing, false);
      assert.doesNotMatch(lines.join("\n"), /Trying/);
    });
  }).timeout(60_000);

  it("wait together when one of them was told to wait", async () => {
    let first = true;
    const times: number[] = [];
    const answer: Answerer = (_received, response) => {
      times.push(Date.now());
      response.writeHead(first ? 429 : 200, first ? { "retry-after": "1" } : {}).end();
      first = false;
    };
    await serving(answer, async ({ origin }) => {
      assert.equal((await send(request(origin, { deadline: 0 }))).status, 429);
      await Promise.all([1, 2, 3].map(() => send(request(origin))));
      const [, ...later] = times.map((time) => time - (times[0] ?? 0));
      assert.equal(later.length, 3);
      // Not a bound on speed: earlier than it was told to, nothing may come.
      assert.ok(later.every((time) => time >= 990));
    });
  });

  it("of another user are not held back by it", async () => {
    const answer: Answerer = ({ headers }, response) =>
      response
        .writeHead(200, headers["x-user"] === "one" ? { ratelimit: '"default";r=0;t=200' } : {})
        .end("answer");
    await serving(answer, async ({ origin }) => {
      await send(request(origin, { headers: { "x-user": "one" }, secrets: ["one"] }));
      assert.equal((await send(request(origin, { secrets: ["other"] }))).status, 200);
    });
  });

  it("are told of a longer wait", async () => {
    const lines: string[] = [];
    const answer: Answerer = (_received, response) =>
      response.writeHead(200, { ratelimit: '"default";r=0;t=3' }).end();
    await serving(answer, async ({ origin }) => {
      await send(request(origin));
      await send(request(origin, { log: (line) => lines.push(line) }));
      assert.deepEqual(lines, [`waiting 4 s for the rate limit of ${new URL(origin).host}`]);
    });
  }).timeout(30_000);
});
