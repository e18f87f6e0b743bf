import assert from "node:assert/strict";
import fc from "fast-check";
import { z } from "zod";
import { CloudflareClient } from "../../provider/cloudflare/client.js";
import { CredentialsError, ProtocolError, UnavailableError } from "../../provider/errors.js";
import { assertShowsNothingOf, everythingIn, rejection } from "../support/errors.js";
import { always, deserted, serving } from "../support/loopback.js";
import { withShortRetries } from "../support/short-retries.js";
import { client, RAY, Result, refused, TOKEN } from "./support.js";

const success = { success: true, errors: [], messages: [], result: { level: "high" } };

describe("Cloudflare's client", () => {
  it("asks below the base URL, as who it is, and answers the result", async () => {
    await serving(always(200, success), async (server) => {
      assert.deepEqual(await client(server.origin).get("/accounts/a", Result), { level: "high" });
      const [received] = server.received;
      assert.equal(`${received?.method} ${received?.path}`, "GET /client/v4/accounts/a");
      assert.equal(received?.headers.authorization, `Bearer ${TOKEN}`);
      assert.equal(received?.headers.accept, "application/json");
      assert.equal(received?.headers["user-agent"], "pulumi-risk-posture");
    });
  });

  it("proves itself with a key and an e-mail address where there is no token", async () => {
    await serving(always(200, success), async (server) => {
      const credentials = { apiKey: "a-key", email: "me@example.com" };
      await new CloudflareClient({ credentials, baseUrl: new URL(server.origin) }).get("/x", Result);
      const headers = server.received[0]?.headers;
      assert.equal(headers?.["x-auth-key"], "a-key");
      assert.equal(headers?.["x-auth-email"], "me@example.com");
      assert.equal(headers?.authorization, undefined);
    });
  });

  it("says that credentials cannot be sent if no header can hold them, and sends nothing", async () => {
    await serving(always(200, success), async (server) => {
      for (const apiToken of ["to\nken-x", "\u201ctoken-x\u201d", "token\u200b-x"]) {
        const wrong = new CloudflareClient({ credentials: { apiToken }, baseUrl: new URL(server.origin) });
        const error = await rejection(wrong.get("/x", Result), CredentialsError);
        assert.match(error.message, /^The credentials hold a character that cannot be sent, .*\[GET \/x\]$/);
        assertShowsNothingOf(apiToken, everythingIn(error));
      }
      assert.deepEqual(server.received, []);
    });
  });

  it("puts a body as it is, in one request", async () => {
    await serving(always(200, success), async (server) => {
      const body = { behaviors: { imp_travel: { enabled: true, risk_level: "high" } } };
      await client(server.origin).put("/x", body, Result);
      assert.deepEqual(
        server.received.map(({ method, body }) => [method, JSON.parse(body)]),
        [["PUT", body]],
      );
    });
  });

  it("takes an answer that leaves out errors and messages, or has null in their place", async () => {
    for (const envelope of [
      { success: true, result: { level: "low" } },
      { ...success, errors: null, messages: null },
    ]) {
      await serving(always(200, envelope), async ({ origin }) => {
        assert.ok(await client(origin).get("/x", Result));
      });
    }
  });

  const unexpected: Record<string, [status: number, body: unknown]> = {
    "an HTML page": [200, "<!DOCTYPE html><title>Log in</title>"],
    "an empty answer": [200, ""],
    "half an answer": [200, JSON.stringify(success).slice(0, -5)],
    "success: false with status 200": [200, { ...success, success: false }],
    "an answer without result": [200, { success: true, errors: [], messages: [] }],
    "a result that is null": [200, { ...success, result: null }],
    "a result of another shape": [200, { ...success, result: { level: 3 } }],
    "JSON without the envelope": [200, { level: "high" }],
    "a list": [200, []],
    "an envelope whose success is a text": [200, { ...success, success: "true" }],
    "a bare 404": [404, "404 page not found"],
    "a 404 of something else": [404, { message: "Not Found" }],
    "a 404 in an envelope without 7003": [404, refused(7000, "No route for that URI")],
    "an HTML page with status 403": [403, "<html>Forbidden by your company's proxy</html>"],
  };
  for (const [what, [status, body]] of Object.entries(unexpected)) {
    it(`takes ${what} for an error of the protocol, never for settings and never for "gone"`, async () => {
      await serving(always(status, body, { "cf-ray": RAY }), async ({ origin }) => {
        // One after the other: nobody would handle the rejection of the second yet.
        for (const ask of [
          () => client(origin).get("/x", Result),
          () => client(origin).put("/x", {}, Result),
        ]) {
          const error = await rejection(ask(), ProtocolError);
          assert.equal(error.request?.status, status);
          assert.equal(error.request?.path, "/client/v4/x");
          assert.equal(error.request?.requestId, RAY);
          assert.ok(!everythingIn(error).includes(TOKEN));
        }
      });
    });
  }

  it("says which part of a result is unexpected, and suspects the base URL where there is no envelope", async () => {
    await serving(always(200, { ...success, result: { level: 3 } }), async ({ origin }) => {
      assert.match(
        (await rejection(client(origin).get("/x", Result), ProtocolError)).message,
        /unexpected level/,
      );
    });
    await serving(always(200, {}), async ({ origin }) => {
      const { message } = await rejection(client(origin).get("/x", Result), ProtocolError);
      assert.match(message, /Does the base URL end in \/client\/v4\?/);
    });
  });

  it("does not say which part that is where its name repeats a secret", async () => {
    await serving(always(200, { ...success, result: { [TOKEN]: "high" } }), async ({ origin }) => {
      const error = await rejection(client(origin).get("/x", z.record(z.string(), Result)), ProtocolError);
      assert.match(error.message, /with an unexpected \(not shown/);
      assertShowsNothingOf(TOKEN, everythingIn(error));
    });
  });

  it("is unavailable when nobody listens, and when no answer comes in its time", async () => {
    await withShortRetries({ attempt: 40, deadline: 60 }, async () => {
      await rejection(client(await deserted()).get("/x", Result), UnavailableError);
      await serving(
        () => {},
        async ({ origin }) => {
          const { message } = await rejection(client(origin).get("/x", Result), UnavailableError);
          assert.match(message, /nothing within 0\.0\d s/);
        },
      );
    });
  });

  it("does not send its token to where a redirect points", async () => {
    await serving(always(200, success), (target) =>
      serving(always(302, "", { location: target.origin }), async ({ origin }) => {
        await rejection(client(origin).get("/x", Result), ProtocolError);
        assert.deepEqual(target.received, []);
      }),
    );
  });

  it("never shows its token, whatever the API says, with whatever status, in whatever form", async () => {
    const form = fc.constantFrom(
      TOKEN,
      encodeURIComponent(TOKEN),
      Buffer.from(TOKEN).toString("base64"),
      `Bearer ${TOKEN}`,
      `…${TOKEN.slice(2, -2)}...`,
      `<html>${TOKEN.slice(0, -1)}`,
      `{"token":"${TOKEN.slice(0, -1)}`,
    );
    const status = fc.constantFrom(200, 400, 401, 403, 404, 422, 429, 500, 503);
    const code = fc.constantFrom(1000, 7003, 10000, 10400);
    const property = fc.asyncProperty(status, code, form, fc.boolean(), async (status, code, said, bare) => {
      const body = bare ? said : refused(code, said, [`${said} is wrong`]);
      const headers = {
        "cf-ray": encodeURIComponent(said),
        "content-type": `text/${encodeURIComponent(said)}`,
      };
      await serving(always(status, body, headers), async ({ origin }) => {
        const shown = everythingIn(await rejection(client(origin).get("/x", Result), Error));
        for (const secret of [TOKEN, encodeURIComponent(TOKEN), Buffer.from(TOKEN).toString("base64")]) {
          assertShowsNothingOf(secret, shown);
        }
      });
    });
    await withShortRetries({ deadline: 60 }, () => fc.assert(property, { numRuns: 60 }));
  });
});
