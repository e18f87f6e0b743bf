import assert from "node:assert/strict";
import fc from "fast-check";
import { CredentialsError, ProtocolError, UnavailableError } from "../../provider/errors.js";
import { type HttpAnswer, type HttpRequest, parseJson, send } from "../../provider/http/request.js";
import { everythingIn, rejection, thrown } from "../support/errors.js";
import { type Answerer, always, deserted, serving } from "../support/loopback.js";
import { type RetryPolicy, withShortRetries } from "../support/short-retries.js";

const SECRET = "s3cret-token";
const RAY = "8f2a9c7d1e5b8a4f-FRA";

function request(origin: string, more: Partial<HttpRequest> = {}): HttpRequest {
  return {
    method: "GET",
    url: new URL("/settings", origin),
    headers: { Authorization: `Bearer ${SECRET}` },
    secrets: [SECRET],
    ...more,
  };
}

function failing(
  answer: Answerer,
  more: Partial<HttpRequest> = {},
  less: Partial<RetryPolicy> = {},
): Promise<UnavailableError> {
  return withShortRetries({ deadline: 60, ...less }, () =>
    serving(answer, ({ origin }) => rejection(send(request(origin, more)), UnavailableError)),
  );
}

describe("A request", () => {
  it("answers whatever the server says, whatever its status", async () => {
    for (const status of [200, 204, 400, 401, 404, 429, 500, 503]) {
      await serving(always(status, status === 204 ? "" : "said", { "cf-ray": RAY }), async ({ origin }) => {
        const answer = await withShortRetries({ deadline: 60 }, () => send(request(origin)));
        assert.deepEqual([answer.status, answer.text], [status, status === 204 ? "" : "said"]);
        assert.equal(answer.headers.get("CF-Ray"), RAY);
      });
    }
  });

  it("sends its body as JSON, and its own headers", async () => {
    await serving(always(200, ""), async (server) => {
      const body = { behaviors: { imp_travel: { enabled: true } }, text: "ü\u2028" };
      await send(request(server.origin, { method: "PUT", body }));
      const [received] = server.received;
      assert.ok(received);
      assert.equal(received.method, "PUT");
      assert.equal(received.path, "/settings");
      assert.deepEqual(JSON.parse(received.body), body);
      assert.equal(received.headers["content-type"], "application/json");
      assert.equal(received.headers.authorization, `Bearer ${SECRET}`);
    });
  });

  it("sends neither body nor content type where there is nothing to send", async () => {
    await serving(always(200, ""), async (server) => {
      await send(request(server.origin));
      assert.equal(server.received[0]?.body, "");
      assert.equal(server.received[0]?.headers["content-type"], undefined);
    });
  });

  for (const status of [301, 302, 303, 307, 308]) {
    it(`does not follow a redirect (${status}): the token stays here`, async () => {
      await serving(always(200, "stolen"), (target) =>
        serving(always(status, "", { location: `${target.origin}/elsewhere` }), async ({ origin }) => {
          const error = await rejection(send(request(origin)), ProtocolError);
          assert.match(error.message, /redirect/);
          assert.deepEqual(error.request, { method: "GET", path: "/settings", status });
          assert.deepEqual(target.received, []);
        }),
      );
    });
  }

  it("is given up when no answer comes in time", async () => {
    const error = await failing(() => {}, { deadline: 0 }, { attempt: 40 });
    assert.match(error.message, /nothing within 0\.04 s/);
    assert.deepEqual(error.request, { method: "GET", path: "/settings" });
  });

  it("is given up when an answer begins and never ends", async () => {
    const half: Answerer = (_received, response) => response.write('{"half":');
    assert.match(
      (await failing(half, { deadline: 85 }, { attempt: 80, deadline: 200 })).message,
      /nothing within 0\.08 s/,
    );
  });

  it("tells that nobody listens", async () => {
    const origin = await deserted();
    const error = await rejection(
      withShortRetries({ deadline: 60 }, () => send(request(origin))),
      UnavailableError,
    );
    assert.match(error.message, /^No answer from 127\.0\.0\.1:\d+: .*ECONNREFUSED/);
    assert.match(error.message, /Is the address right/);
    const { host } = new URL(origin);
    assert.equal(error.message.split(host).length, 2, "the address is named once");
  });

  it("is given up long before its deadline where nobody listens", async () => {
    const origin = await deserted();
    const asked = withShortRetries({ deadline: 600_000, refused: 300 }, () => send(request(origin)));
    const error = await rejection(asked, UnavailableError);
    assert.ok((error.request?.attempts ?? 1) > 1, "whoever is restarted may listen again");
    assert.equal(error.request?.outcomeUnknown, undefined);
  });

  it("does not take a connection that breaks for an answer", async () => {
    await failing((_received, response) => response.socket?.destroy());
    await failing((_received, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write('{"success":true', () => response.socket?.destroy());
    });
  });

  it("never shows a header, not even one that cannot be sent", async () => {
    await serving(always(200, ""), async (server) => {
      const token = `${SECRET}\nX-Injected: yes`;
      const headers = { Authorization: `Bearer ${token}` };
      const error = await rejection(
        send(request(server.origin, { headers, secrets: [token] })),
        CredentialsError,
      );
      assert.ok(!everythingIn(error).includes(SECRET));
      assert.deepEqual(server.received, []);
    });
  });
});

describe("An answer's JSON", () => {
  const answer = (text: string): HttpAnswer => ({
    status: 200,
    headers: new Headers({ "cf-ray": RAY }),
    text,
    attempts: 1,
    outcomeUnknown: false,
  });
  const asked = request("https://api.example.com");

  it("is parsed, whatever it is", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        assert.deepEqual(parseJson(asked, answer(text)), JSON.parse(text));
      }),
    );
  });

  it("is an error where it is HTML, empty, or cut off: never nothing", () => {
    const whole = JSON.stringify({ success: true, result: { behaviors: { imp_travel: {} } } });
    const cut = fc.nat(whole.length - 1).map((length) => whole.slice(0, length));
    fc.assert(
      fc.property(fc.oneof(cut, fc.constantFrom("<!doctype html><p>Log in", " ", "undefined")), (text) => {
        const error = thrown(() => parseJson(asked, answer(text)), ProtocolError);
        assert.match(error.message, /^api\.example\.com answered with something that is not JSON/);
        assert.deepEqual(error.request, {
          method: "GET",
          path: "/settings",
          status: 200,
          requestId: RAY,
        });
      }),
    );
  });

  it("is not shown, nor what a header says of it: whoever wrote it, it may hold a secret", () => {
    const parts = fc
      .string({ unit: "grapheme", minLength: 4, maxLength: 40 })
      .filter((text) => text.trim() !== "");
    const wrapped = fc.constantFrom(
      (text: string) => `${text}<`,
      (text: string) => `<html>${text}`,
      (text: string) => `{"result":{"username_expressions":["${text}`,
    );
    const shownOf = (make: (text: string) => string, text: string) => {
      const headers = new Headers({ "content-type": `text/${encodeURIComponent(text)}; charset=${SECRET}` });
      return thrown(() => parseJson(asked, { ...answer(make(text)), headers }), ProtocolError).message;
    };
    fc.assert(
      fc.property(wrapped, parts, (make, text) => {
        // Another text of the same length reads the same.
        const other = "~".repeat(text.length);
        fc.pre(/^[^<{[]/.test(text.trim()));
        assert.equal(shownOf(make, text), shownOf(make, other));
      }),
    );
  });

  it("is told from other answers by what it looks like", () => {
    for (const [text, type, says] of [
      [
        "<html>\n\n<p>Log in",
        "text/html; charset=utf-8",
        "a page of HTML or XML, such as a proxy or a login page sends (17 characters, text/html)",
      ],
      [" ", "text/plain", "an empty answer (1 characters, text/plain)"],
      [
        '{"success":true,"re',
        "application/json",
        "JSON that breaks off or is damaged (19 characters, application/json)",
      ],
      ["not found", undefined, "plain text, or something else (9 characters, another content type, or none)"],
    ] as const) {
      const headers = new Headers(type === undefined ? {} : { "content-type": type });
      const { message } = thrown(() => parseJson(asked, { ...answer(text), headers }), ProtocolError);
      assert.equal(
        message,
        `api.example.com answered with something that is not JSON: ${says}. [GET /settings, status 200]`,
      );
    }
  });
});
