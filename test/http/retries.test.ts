import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { ProtocolError, RateLimitError, UnavailableError } from "../../provider/errors.js";
import { type HttpRequest, send } from "../../provider/http/request.js";
import { client, Result, refused } from "../cloudflare/support.js";
import { rejection } from "../support/errors.js";
import { type Answerer, always, type Loopback, listen, serving } from "../support/loopback.js";
import { shortRetries, withShortRetries } from "../support/short-retries.js";

const request = (origin: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: "GET",
  url: new URL("/settings", origin),
  headers: {},
  secrets: ["a-token"],
  ...more,
});

type Fault = (response: ServerResponse) => void;

const passing: Record<string, Fault> = {
  "a lost connection": (response) => void response.destroy(),
  "an answer that breaks off": (response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write("half", () => response.destroy());
  },
  "no answer in time": () => {},
  "408": (response) => void response.writeHead(408).end(),
  "429": (response) => void response.writeHead(429).end(),
  "429 with a time to wait": (response) => void response.writeHead(429, { "retry-after": "0" }).end(),
  "500": (response) => void response.writeHead(500).end(),
  "a page with status 502": (response) => void response.writeHead(502).end("<html>"),
  "503": (response) => void response.writeHead(503).end("{}"),
  "522": (response) => void response.writeHead(522).end(),
};

/** Fails so many times, then answers. */
function failing(times: number, fault: Fault): Answerer {
  let left = times;
  return (_received, response) => {
    left -= 1;
    if (left >= 0) {
      fault(response);
    } else {
      response.end("answer");
    }
  };
}

describe("A request that meets a fault", () => {
  shortRetries({ attempt: 100, deadline: 5_000 });

  for (const [what, fault] of Object.entries(passing)) {
    for (const method of ["GET", "PUT"] as const) {
      it(`is sent again after ${what} (${method}), and tells how often`, async () => {
        await serving(failing(2, fault), async (server) => {
          const answer = await send(request(server.origin, { method }));
          assert.deepEqual([answer.status, answer.text, answer.attempts], [200, "answer", 3]);
          assert.equal(server.received.length, 3);
          // A rate limit refuses before anything is carried out.
          assert.equal(answer.outcomeUnknown, !what.startsWith("429"));
        });
      });
    }

    it(`is sent once if it is a POST, whatever ${what} leads to`, async () => {
      await serving(failing(1, fault), async (server) => {
        await send(request(server.origin, { method: "POST" })).catch(() => undefined);
        assert.equal(server.received.length, 1);
      });
    });
  }

  it("may have been carried out where one attempt may have been, whatever came of those after it", async () => {
    const statuses = [503, 429];
    const answer: Answerer = (_received, response) =>
      void response.writeHead(statuses.shift() ?? 400, { "retry-after": "0" }).end();
    await serving(answer, async (server) => {
      const { attempts, outcomeUnknown, status } = await send(request(server.origin, { method: "PUT" }));
      assert.deepEqual(
        { attempts, outcomeUnknown, status },
        { attempts: 3, outcomeUnknown: true, status: 400 },
      );
    });
  });

  for (const status of [400, 401, 403, 404, 405, 409, 422]) {
    it(`is not sent again after ${status}`, async () => {
      await serving(always(status, "no"), async (server) => {
        assert.equal((await send(request(server.origin))).status, status);
        assert.equal(server.received.length, 1);
      });
    });
  }

  it("is not sent again after a redirect, nor where an answer is not what it should be", async () => {
    await serving(always(302, "", { location: "/elsewhere" }), async (server) => {
      await rejection(send(request(server.origin)), ProtocolError);
      assert.equal(server.received.length, 1);
    });
    await serving(always(200, "<html>"), async (server) => {
      await rejection(client(server.origin).get("/x", Result), ProtocolError);
      assert.equal(server.received.length, 1);
    });
  });

  it("is sent again while the connection is refused for a while, however long it has been tried before", async () => {
    await withShortRetries({ attempt: 5_000, refused: 1_000 }, async () => {
      let restarted: Promise<Loopback> | undefined;
      const restart = async (port: number) => {
        await server.close();
        await sleep(100);
        return listen(always(200, "answer"), port);
      };
      const stopping: Answerer = (_received, response) =>
        void setTimeout(() => {
          response.writeHead(503, { connection: "close" }).end();
          restarted ??= restart(Number(new URL(server.origin).port));
        }, 1_100);
      const server = await listen(stopping);
      try {
        const { status, attempts } = await send(request(server.origin));
        assert.equal(status, 200);
        assert.ok(attempts > 2, "no connection was refused");
      } finally {
        await (await restarted)?.close();
      }
    });
  }).timeout(30_000);

  it("is not sent to a name that nobody knows more than once", async () => {
    // Reserved for that (RFC 6761): no request leaves the machine.
    const error = await rejection(send(request("https://nobody.invalid")), UnavailableError);
    assert.equal(error.request?.attempts, undefined);
  });
});

describe("A request that goes on meeting a fault", () => {
  shortRetries({ attempt: 100, deadline: 200 });

  it("is given up at its deadline, and the error says how often it was tried", async () => {
    await serving(always(503, refused(10001, "later")), async (server) => {
      const error = await rejection(client(server.origin).get("/x", Result), UnavailableError);
      assert.ok(server.received.length > 2);
      assert.equal(error.request?.attempts, server.received.length);
      assert.match(error.message, / attempts\]$/);
    });
  });

  it("comes to the last answer that it had, if the deadline cuts off the attempt after it", async () => {
    for (const method of ["GET", "PUT"] as const) {
      let asked = 0;
      const onceRefused: Answerer = (_received, response) => {
        asked += 1;
        if (asked === 1) {
          response.writeHead(429).end("slow down");
        }
      };
      await serving(onceRefused, async (server) => {
        const answer = await withShortRetries({ attempt: 5_000, deadline: 1_000 }, () =>
          send(request(server.origin, { method })),
        );
        assert.deepEqual([answer.status, answer.text, answer.attempts], [429, "slow down", 2]);
        assert.ok(answer.outcomeUnknown, "the attempt that was cut off may have been carried out");
      });
    }
  });

  it("has no answer if an attempt with all its time had none, whatever was answered before", async () => {
    let asked = 0;
    const onceRefused: Answerer = (_received, response) => {
      asked += 1;
      if (asked === 1) {
        response.writeHead(429).end("slow down");
      }
    };
    await serving(onceRefused, async (server) => {
      const sent = withShortRetries({ attempt: 600, deadline: 1_000 }, () => send(request(server.origin)));
      const error = await rejection(sent, UnavailableError);
      assert.equal(error.request?.attempts, 3);
    });
  });

  it("has a deadline of its own where that is sooner", async () => {
    await serving(always(503, ""), async (server) => {
      await send(request(server.origin, { deadline: 0 }));
      assert.equal(server.received.length, 1);
    });
  });

  it("is given up at once where the server asks for more time than anybody waits, and so are those after it, unsent", async () => {
    for (const wait of ["3600", new Date(Date.now() + 3_600_000).toUTCString()]) {
      await serving(always(429, refused(10000, "slow down"), { "retry-after": wait }), async (server) => {
        const asked = client(server.origin);
        for (let time = 0; time < 2; time += 1) {
          const error = await rejection(asked.get("/x", Result), RateLimitError);
          assert.equal(server.received.length, 1);
          assert.match(error.message, /rate limit is reached: slow down\. Wait (3600|3599) s/);
        }
      });
    }
  });

  it("waits for a rate limit beyond its deadline, as those do that wait for it in the queue, and says so", async () => {
    const lines: string[] = [];
    const limited: Fault = (response) => void response.writeHead(429, { "retry-after": "4" }).end();
    await serving(failing(1, limited), async (server) => {
      const first = send(request(server.origin, { log: (line) => lines.push(line) }));
      assert.equal((await first).status, 200);
      assert.equal(server.received.length, 2);
      assert.deepEqual(lines, [`waiting 4 s for the rate limit of ${new URL(server.origin).host}`]);
    });
  }).timeout(30_000);

  it("does not wait for a rate limit where it has a deadline of its own: a preview must not", async () => {
    await serving(always(429, "slow down", { "retry-after": "5" }), async (server) => {
      assert.equal((await send(request(server.origin, { deadline: 200 }))).status, 429);
      assert.equal(server.received.length, 1);
    });
  });

  it("is given up where rate limits go on refusing it", async () => {
    await withShortRetries({ rateLimit: 2_500 }, () =>
      serving(always(429, "slow down", { "retry-after": "1" }), async (server) => {
        const answer = await send(request(server.origin));
        assert.deepEqual([answer.status, answer.attempts, server.received.length], [429, 3, 3]);
      }),
    );
  }).timeout(30_000);

  for (const [what, wait] of [
    ["no wait", "0"],
    ["a wait until a time that is over", new Date(Date.now() - 5_000).toUTCString()],
    ["half a second", "0.5"],
    ["a second and a half", "1.5"],
    ["less than nothing", "-1"],
  ] as const) {
    it(`is given up at its deadline, after pauses of its own, where a rate limit asks for ${what}`, async () => {
      await serving(always(429, "slow down", { "retry-after": wait }), async (server) => {
        const answer = await withLongestPauses(() => send(request(server.origin)));
        assert.equal(answer.status, 429);
        // 200 ms of pauses of 50 ms, which no timer shortens to 30.
        assert.ok(server.received.length < 7, `${server.received.length} attempts`);
      });
    });
  }

  it("is not sent again once its guard objects, and never written without asking it", async () => {
    let asked = 0;
    const guard = async () => {
      asked += 1;
      if (asked === 2) {
        throw new Error("The engine is gone.");
      }
    };
    for (const [method, sent] of [
      ["PUT", 1],
      ["GET", 2],
    ] as const) {
      asked = 0;
      await serving(always(503, ""), async (server) => {
        const error = await rejection(send(request(server.origin, { method, guard })), Error);
        assert.equal(error.message, "The engine is gone.");
        assert.equal(server.received.length, sent);
      });
    }
  });
});

/** Pauses are random: as long here as they can be. */
async function withLongestPauses<T>(work: () => Promise<T>): Promise<T> {
  const { random } = Math;
  Math.random = () => 1;
  try {
    return await work();
  } finally {
    Math.random = random;
  }
}

describe("A longer wait", () => {
  shortRetries({ attempt: 4_000, deadline: 4_500, firstWait: 200, longestWait: 400 });

  it("says so, once for all requests that wait for the same server", async () => {
    const lines: string[] = [];
    const log = (line: string) => void lines.push(line);
    await serving(always(503, ""), async ({ origin }) => {
      await Promise.all([1, 2, 3].map(() => send(request(origin, { log }))));
      const { host } = new URL(origin);
      assert.equal(lines.length, 1);
      assert.match(
        lines[0] ?? "",
        new RegExp(`^${host} answers with status 503\\. Trying GET /settings again`),
      );
    });
  }).timeout(30_000);
});

describe("A request that is cancelled while it waits to be sent again", () => {
  // The pause is longer than the test may take, and the deadline is further away.
  it("ends with the answer that it had, and not only at its deadline", () =>
    withLongestPauses(() =>
      withShortRetries({ deadline: 45_000, firstWait: 20_000, longestWait: 20_000 }, () =>
        serving(always(503, "{}"), async ({ origin, received }) => {
          const cancelling = new AbortController();
          const sending = send(request(origin, { signal: cancelling.signal }));
          while (received.length === 0) {
            await sleep(5);
          }
          cancelling.abort();
          assert.equal((await sending).status, 503);
          assert.equal(received.length, 1);
        }),
      ),
    )).timeout(15_000);
});
