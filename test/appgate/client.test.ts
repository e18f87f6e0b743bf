import assert from "node:assert/strict";
import fc from "fast-check";
import { z } from "zod";
import {
  CredentialsError,
  InvalidValueError,
  NotFoundError,
  PermissionError,
  ProtocolError,
  RateLimitError,
  type RiskPostureError,
  UnavailableError,
} from "../../provider/errors.js";
import { everythingIn, type Kind, rejection } from "../support/errors.js";
import { always, deserted, serving } from "../support/loopback.js";
import { shortRetries, withShortRetries } from "../support/short-retries.js";
import { adminArgs, client, PASSWORD } from "./support.js";

const Answer = z.object({ action: z.string() });
const request = { method: "GET", path: "/risk-model", version: 23, token: "a-t0ken" } as const;

describe("Appgate's client", () => {
  shortRetries({ deadline: 500 });

  it("takes the vendor's content type, and any other", async () => {
    for (const type of ["application/vnd.appgate.peer-v23+json", "application/json", "text/plain"]) {
      await serving(always(200, { action: "Deny" }, { "content-type": type }), async ({ origin }) => {
        assert.deepEqual(await client(origin).send(request, Answer), { action: "Deny" });
      });
    }
  });

  it("says who it is, and in which version it asks", async () => {
    await serving(always(200, { action: "Deny" }), async (server) => {
      await client(server.origin).send(request, Answer);
      const [received] = server.received;
      assert.equal(received?.path, "/admin/risk-model");
      assert.equal(received?.headers.accept, "application/vnd.appgate.peer-v23+json");
      assert.equal(received?.headers.authorization, "Bearer a-t0ken");
      assert.equal(received?.headers["user-agent"], "pulumi-risk-posture");
    });
  });

  const refusals: [status: number, kind: Kind<RiskPostureError>, says: RegExp][] = [
    [400, InvalidValueError, /refused the request: it said/],
    [401, CredentialsError, /does not accept the credentials: it said.*token has expired/],
    [403, PermissionError, /it said.*"View" on "Risk Model"/],
    [404, NotFoundError, /has no risk model: it said.*6\.0.*25: use Conditions/],
    [
      406,
      ProtocolError,
      /does not speak this API version: it said\. Set clientVersion to one that it speaks, or leave it out\. \[/,
    ],
    [409, ProtocolError, /unexpected answer: it said/],
    [
      412,
      CredentialsError,
      /second factor.*exempt the user from multi-factor authentication for admins: it said/,
    ],
    [422, InvalidValueError, /it said/],
    [429, RateLimitError, /rate limit is reached: it said/],
    [500, UnavailableError, /unavailable: it said\. Try again/],
    [503, UnavailableError, /unavailable: it said\. Try again/],
  ];
  for (const [status, kind, says] of refusals) {
    it(`explains ${status}`, async () => {
      await serving(always(status, { id: "some id", message: "it said" }), async ({ origin }) => {
        const error = await rejection(client(origin).send(request, Answer), kind);
        assert.match(error.message, says);
        const { attempts, outcomeUnknown, ...refused } = error.request ?? {};
        assert.deepEqual(refused, { method: "GET", path: "/admin/risk-model", status, code: "some id" });
      });
    });

    it(`explains ${status} where it comes without words, or from a proxy`, async () => {
      for (const body of ["<html>Bad Gateway</html>", "", {}, [], { message: null, errors: null }]) {
        await serving(always(status, body), async ({ origin }) => {
          const { message } = await rejection(client(origin).send(request, Answer), kind);
          assert.match(message, /not in its own words|no reason given/);
        });
      }
    });
  }

  it("does not take a wrong address for a Controller without a risk model", async () => {
    await serving(always(404, "<html>"), async ({ origin }) => {
      const { message } = await rejection(
        client(origin).send({ ...request, path: "/login" }, Answer),
        ProtocolError,
      );
      assert.match(message, /does not know this path.*Is the address its admin interface\?/);
    });
  });

  it("names the fields that a request was refused for", async () => {
    const errors = [{ field: "deviceId", message: "is no UUID" }, { field: null }, { message: "is odd" }];
    await serving(always(422, { message: "Validation error.", errors }), async ({ origin }) => {
      const { message } = await rejection(client(origin).send(request, Answer), InvalidValueError);
      assert.match(message, /Validation error\.; deviceId is no UUID; \? is wrong; \? is odd/);
    });
  });

  it("does not take an answer for a model that is none", async () => {
    for (const body of ["<html>Log in</html>", "", '{"action":', [], { action: 7 }, null]) {
      await serving(always(200, body === null ? "null" : body), async ({ origin }) => {
        const error = await rejection(client(origin).send(request, Answer), ProtocolError);
        assert.equal(error.request?.status, 200);
      });
    }
  });

  it("tells that nobody listens, and that no answer comes", async () => {
    await withShortRetries({ attempt: 40, deadline: 60 }, async () => {
      await rejection(client(await deserted()).send(request, Answer), UnavailableError);
      await serving(
        () => {},
        async ({ origin }) => {
          const { message } = await rejection(client(origin).send(request, Answer), UnavailableError);
          assert.match(message, /nothing within 0\.0\d s/);
        },
      );
    });
  });

  it("does not follow a redirect: neither token nor password leave", async () => {
    await serving(always(200, { action: "Deny" }), (target) =>
      serving(always(307, "", { location: `${target.origin}/admin/login` }), async ({ origin }) => {
        await rejection(client(origin).send(request, Answer), ProtocolError);
        const login = { method: "POST", path: "/login", version: 23, body: { password: PASSWORD } } as const;
        await rejection(client(origin).send(login, Answer), ProtocolError);
        assert.deepEqual(target.received, []);
      }),
    );
  });

  it("shows an error's id where it has the form of one, and holds nothing of a secret", async () => {
    for (const [id, shown] of [
      ["unauthorized", "unauthorized"],
      ["not acceptable", "not acceptable"],
      ["", undefined],
      ["no\nid", undefined],
      ["hunter", undefined],
      [PASSWORD, undefined],
      [encodeURIComponent(PASSWORD), undefined],
    ] as const) {
      await serving(always(400, { id, message: "no" }), async ({ origin }) => {
        const { request: refused } = await rejection(client(origin).send(request, Answer), InvalidValueError);
        assert.equal(refused?.code, shown);
      });
    }
  });

  it("shows a sentence that the vendor documents, although the password has a word in common with it", async () => {
    for (const [message, says] of [
      ["Invalid username or password.", /credentials: Invalid username or password\./],
      ["Wrong password for you", /credentials: \(not shown: it repeats a part of a secret\)/],
    ] as const) {
      await serving(always(401, { message }), async ({ origin }) => {
        const own = client(origin, adminArgs({ password: "my-password-4" }));
        assert.match((await rejection(own.send(request, Answer), CredentialsError)).message, says);
      });
    }
  });

  it("shows what is said in one line, whoever wrote it", async () => {
    const message = "no\r\n\u001b[2JRiskModelSnapshot forged: unchanged";
    await serving(always(400, { message, errors: [{ field: message, message }] }), async ({ origin }) => {
      const { message } = await rejection(client(origin).send(request, Answer), InvalidValueError);
      assert.match(message, /refused the request: no \ufffd\[2JRiskModelSnapshot forged/);
      assert.doesNotMatch(message, /\p{Cc}/u);
    });
  });

  it("never shows a password or a token, whatever is answered, with whatever status", async () => {
    const secret = fc.constantFrom(PASSWORD, "a-t0ken", encodeURIComponent(PASSWORD));
    const status = fc.constantFrom(200, 400, 401, 403, 404, 406, 412, 422, 429, 500);
    const form = fc.constantFrom(
      (secret: string) => JSON.stringify({ id: "x", message: `${secret} is wrong` }),
      (secret: string) => JSON.stringify({ id: secret, message: `${secret.slice(0, -1)}… is wrong` }),
      (secret: string) => JSON.stringify({ errors: [{ field: secret, message: secret }] }),
      (secret: string) => `<html>${secret}</html>`,
    );
    await fc.assert(
      fc.asyncProperty(secret, status, form, async (secret, status, form) => {
        await serving(always(status, form(secret)), async ({ origin }) => {
          const shown = everythingIn(await rejection(client(origin).send(request, Answer), Error));
          assert.ok(!shown.includes(secret.slice(0, 6)), shown);
        });
      }),
      { numRuns: 60 },
    );
  });
});
