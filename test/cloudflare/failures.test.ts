import assert from "node:assert/strict";
import { CloudflareClient } from "../../provider/cloudflare/client.js";
import {
  CredentialsError,
  EntitlementError,
  InvalidValueError,
  NotFoundError,
  PermissionError,
  ProtocolError,
  RateLimitError,
  type RiskPostureError,
  UnavailableError,
} from "../../provider/errors.js";
import { type Kind, rejection } from "../support/errors.js";
import { always, serving } from "../support/loopback.js";
import { shortRetries } from "../support/short-retries.js";
import { client, RAY, Result, refused, TOKEN } from "./support.js";

interface Case {
  readonly promise: string;
  readonly status: number;
  readonly body: unknown;
  readonly kind: Kind<RiskPostureError>;
  readonly says: RegExp;
}

const NO_SUBSCRIPTION = "A fraud detection subscription is required";
const WRONG_TYPE =
  "'http.request.body.form[\"username\"]' is not a valid value for username because the expression has the wrong type";

const cases: Case[] = [
  {
    promise: "code 7003 tells that the account or zone does not exist",
    status: 404,
    body: refused(7003, "Could not route to /zones/x, perhaps your object identifier is invalid?"),
    kind: NotFoundError,
    says: /perhaps your object identifier is invalid\? Check the id/,
  },
  {
    promise: "code 7003 says so with status 400 too",
    status: 400,
    body: refused(7003, "No route for the URI"),
    kind: NotFoundError,
    says: /No route for the URI/,
  },
  {
    promise: "code 7003 does not make a 403 say that something is gone",
    status: 403,
    body: refused(7003, "No route for the URI"),
    kind: PermissionError,
    says: /lack a permission/,
  },
  {
    promise: "code 7003 does not make a 503 say that something is gone",
    status: 503,
    body: refused(7003, "No route for the URI"),
    kind: UnavailableError,
    says: /unavailable/,
  },
  ...[400, 404].map((status) => ({
    promise: `code 7003 beside 7000, with status ${status}, is about the path, not about the account or zone`,
    status,
    body: {
      ...refused(7003, "Could not route to /v4/zones/x, perhaps your object identifier is invalid?"),
      errors: [
        { code: 7003, message: "Could not route to /v4/zones/x, perhaps your object identifier is invalid?" },
        { code: 7000, message: "No route for that URI" },
      ],
    },
    kind: ProtocolError,
    says: /does not know this path: .*No route for that URI\. Does the base URL end in \/client\/v4\?/,
  })),
  {
    promise: "401 is about the credentials",
    status: 401,
    body: refused(10000, "Authentication error"),
    kind: CredentialsError,
    says: /Authentication error.*Check that the token is active/,
  },
  {
    promise: "a refusal may leave out result and messages, as the API's own 401 does",
    status: 401,
    body: { success: false, errors: [{ code: 10000, message: "Authentication error" }] },
    kind: CredentialsError,
    says: /Authentication error/,
  },
  {
    promise: "credentials that are missing are credentials that are wrong",
    status: 400,
    body: refused(9106, "Missing X-Auth-Key, X-Auth-Email or Authorization headers"),
    kind: CredentialsError,
    says: /Missing X-Auth-Key/,
  },
  {
    promise: "a malformed token is wrong too, although its status is that of a wrong value",
    status: 400,
    body: refused(6003, "Invalid request headers"),
    kind: CredentialsError,
    says: /Invalid request headers/,
  },
  {
    promise: "an unknown key is wrong too, although its status is that of a missing permission",
    status: 403,
    body: refused(9103, "Unknown X-Auth-Key or X-Auth-Email"),
    kind: CredentialsError,
    says: /Unknown X-Auth-Key/,
  },
  {
    promise: "403 is about the permissions",
    status: 403,
    body: refused(10000, "Authentication error"),
    kind: PermissionError,
    says: /lack a permission: Authentication error/,
  },
  {
    promise: "code 10400 about a subscription is about the plan",
    status: 400,
    body: refused(10400, "Bad Request", [NO_SUBSCRIPTION]),
    kind: EntitlementError,
    says: /The plan does not include.*subscription is required.*account team/,
  },
  {
    promise: "code 10400 about an expression is about the value, and its details are shown",
    status: 400,
    body: refused(10400, "Bad Request", [WRONG_TYPE]),
    kind: InvalidValueError,
    says: /Bad Request; .*the expression has the wrong type/,
  },
  {
    promise: "403 may be about the plan as well",
    status: 403,
    body: refused(1234, "not entitled to use this feature"),
    kind: EntitlementError,
    says: /not entitled/,
  },
  {
    promise: "a text that ends in a full stop keeps one, and its details follow it",
    status: 401,
    body: refused(10000, "Authentication error.", ["The token has expired."]),
    kind: CredentialsError,
    says: /: Authentication error\. The token has expired\. Check that the token is active/,
  },
  {
    promise: "422 is about the value",
    status: 422,
    body: refused(1400, "Invalid request body"),
    kind: InvalidValueError,
    says: /refused the request: Invalid request body/,
  },
  {
    promise: "429 tells how long the limit lasts",
    status: 429,
    body: refused(10000, "Rate limited"),
    kind: RateLimitError,
    says: /rate limit is reached.*five minutes/,
  },
  {
    promise: "a refusal without a reason says that there is none",
    status: 400,
    body: { success: false, errors: [], messages: [], result: null },
    kind: InvalidValueError,
    says: /no reason given/,
  },
  {
    promise: "405 is not what the contract says",
    status: 405,
    body: refused(7001, "Method PUT not available for that URI."),
    kind: ProtocolError,
    says: /unexpected answer: Method PUT/,
  },
  ...[408, 500, 502, 503, 504, 520].map((status) => ({
    promise: `${status} says "later"`,
    status,
    body: refused(10001, "Please try again"),
    kind: UnavailableError,
    says: /unavailable: Please try again.*Try again/,
  })),
  // Cloudflare's edge answers for an API that is down, or for too many requests, with a page of its own.
  ...[408, 500, 502, 503, 504, 520].map((status) => ({
    promise: `${status} says "later" without an envelope too`,
    status,
    body: "<html><title>cloudflare | error</title>",
    kind: UnavailableError,
    says: /unavailable/,
  })),
  {
    promise: "429 is the rate limit without an envelope too",
    status: 429,
    body: "error code: 1015",
    kind: RateLimitError,
    says: /rate limit/,
  },
];

describe("What Cloudflare refuses", () => {
  shortRetries({ deadline: 500 });

  for (const { promise, status, body, kind, says } of cases) {
    it(promise, async () => {
      await serving(always(status, body, { "cf-ray": RAY }), async ({ origin }) => {
        const error = await rejection(client(origin).get("/zones/x", Result), kind);
        assert.match(error.message, says);
        assert.equal(error.name, kind.name);
        assert.match(
          error.message,
          new RegExp(`\\[GET /client/v4/zones/x, status ${status}, .*request ${RAY}(, \\d+ attempts)?\\]$`),
        );
        assert.doesNotMatch(error.message, /\n/);
      });
    });
  }

  it("is one line, not longer than people read, and in its own words only where it repeats no part of the token", async () => {
    const forged = `no\r\n\u001b[2JRiskBehaviors forged: overwrites nothing${" and so on".repeat(10_000)}`;
    await serving(always(400, refused(1000, forged, Array(9).fill(forged))), async ({ origin }) => {
      const { message } = await rejection(client(origin).get("/x", Result), InvalidValueError);
      assert.match(message, /^Cloudflare refused the request: no \ufffd\[2JRiskBehaviors forged/);
      assert.doesNotMatch(message, /\p{Cc}/u);
      assert.ok(message.length < 700);
    });
    await serving(always(403, refused(10000, `…${TOKEN.slice(2)} is no token`)), async ({ origin }) => {
      const { message } = await rejection(client(origin).get("/x", Result), PermissionError);
      assert.match(
        message,
        /lack a permission: \(not shown: it repeats a part of a secret\)\. Check the permissions/,
      );
    });
  });

  it("shows a request id that has the form of one, and nothing else that stands in its place", async () => {
    for (const [ray, shown] of [
      [RAY, RAY],
      ["", undefined],
      [TOKEN, undefined],
      [`${RAY}, ${RAY}`, undefined],
      ["8f2a9c7d1e5b8a4f", undefined],
    ] as const) {
      await serving(always(400, refused(1000, "no"), { "cf-ray": ray }), async ({ origin }) => {
        const { request, message } = await rejection(client(origin).get("/x", Result), InvalidValueError);
        assert.equal(request?.requestId, shown);
        assert.equal(message.includes(", request "), shown !== undefined);
      });
    }
  });

  it("does not show a request id that is a part of the credentials", async () => {
    const credentials = { apiKey: `${RAY}0123456789`, email: "me@example.com" };
    await serving(always(400, refused(1000, "no"), { "cf-ray": RAY }), async ({ origin }) => {
      const asked = new CloudflareClient({ credentials, baseUrl: new URL(origin) }).get("/x", Result);
      assert.equal((await rejection(asked, InvalidValueError)).request?.requestId, undefined);
    });
  });

  it("names the permission that the path needs, for writing and for reading, and no other", async () => {
    await serving(always(403, refused(10000, "Authentication error")), async ({ origin }) => {
      for (const [path, own, other] of [
        ["/accounts/x/zt_risk_scoring/behaviors", "Zero Trust", "Fraud Detection"],
        ["/zones/x/fraud_detection/settings", "Fraud Detection", "Zero Trust"],
      ] as const) {
        const { message } = await rejection(client(origin).get(path, Result), PermissionError);
        assert.match(message, new RegExp(`"${own} Write" on the (account|zone)\\..*"${own} Read" is enough`));
        assert.ok(!message.includes(other), message);
      }
    });
  });

  it("carries Cloudflare's own code", async () => {
    await serving(always(400, refused(10400, "Bad Request")), async ({ origin }) => {
      const error = await rejection(client(origin).put("/x", {}, Result), InvalidValueError);
      assert.deepEqual(error.request, { method: "PUT", path: "/client/v4/x", status: 400, code: 10400 });
    });
  });

  it("is concealed where the body may be secret, and told apart by whoever conceals it", async () => {
    const conceal = (text: string) => ({
      shown: text.replace(/'.*'/, "usernameExpressions[0]").replace("subscription", "…"),
      isAboutSubscription: text === NO_SUBSCRIPTION,
    });
    const about = "'form[\"subscription\"]' is not a valid value for username";
    for (const details of [WRONG_TYPE, about]) {
      await serving(always(400, refused(10400, "Bad Request", [details])), async ({ origin }) => {
        const error = await rejection(client(origin).put("/x", {}, Result, { conceal }), InvalidValueError);
        assert.match(error.message, /usernameExpressions\[0\] is not a valid value/);
        assert.doesNotMatch(error.message, /http\.request|form/);
      });
    }
    await serving(always(400, refused(10400, "Bad Request", [NO_SUBSCRIPTION])), async ({ origin }) => {
      const error = await rejection(client(origin).put("/x", {}, Result, { conceal }), EntitlementError);
      assert.match(error.message, /A fraud detection … is required/);
    });
  });
});
