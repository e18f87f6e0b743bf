import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { z } from "zod";
import { type Session, withSession } from "../../provider/appgate/session.js";
import { CredentialsError, PermissionError, ProtocolError, RateLimitError } from "../../provider/errors.js";
import { everythingIn, rejection } from "../support/errors.js";
import { always, type Loopback, serving } from "../support/loopback.js";
import { shortRetries, withShortRetries } from "../support/short-retries.js";
import { adminArgs, asked, client, controlled, DEVICE, PASSWORD } from "./support.js";

/** A Controller that revokes the first tokens that it gives as soon as it has given them. */
const revoking = <T>(refusals: number, test: (server: Loopback) => Promise<T>) => {
  let logins = 0;
  let refused = 0;
  return serving(({ path }, response) => {
    logins += path.endsWith("/login") ? 1 : 0;
    const refuses = path.endsWith("/risk-model") && refused < refusals;
    refused += refuses ? 1 : 0;
    response.writeHead(refuses ? 401 : 200);
    response.end(JSON.stringify(refuses ? { message: "Token error." } : { token: `token-${logins}` }));
  }, test);
};

const paths = ({ received }: Loopback) => received.map(({ path }) => path.split("/").at(-1));

const read = (session: Session) => session.get("/risk-model", z.looseObject({}));

describe("A session with a Controller", () => {
  shortRetries({ deadline: 500 });

  it("is one login, the work, and one logout", async () => {
    await controlled({}, async (emulator) => {
      await withSession(client(new URL(emulator.appgateUrl).origin), 23, read);
      assert.deepEqual(asked(emulator), ["POST /login", "GET /risk-model", "POST /authentication/logout"]);
      assert.equal(emulator.controller.openSessions, 0);
      assert.deepEqual(emulator.requests[0]?.body, {
        providerName: "local",
        username: "admin",
        password: PASSWORD,
        deviceId: DEVICE,
      });
    });
  });

  it("asks for everything in the version that was agreed on", async () => {
    await controlled({ minVersion: 18, maxVersion: 22 }, async (emulator) => {
      await withSession(client(new URL(emulator.appgateUrl).origin), 22, read);
      for (const { headers } of emulator.requests) {
        assert.equal(headers.accept, "application/vnd.appgate.peer-v22+json");
      }
    });
  });

  it("logs out after work that failed too, and answers the failure of the work", async () => {
    const users = { admin: { password: PASSWORD, privileges: [{ type: "View", target: "Condition" }] } };
    await controlled({ users }, async (emulator) => {
      const error = await rejection(
        withSession(client(new URL(emulator.appgateUrl).origin), 23, read),
        PermissionError,
      );
      assert.match(error.message, /"View" on "Risk Model"/);
      assert.equal(emulator.controller.openSessions, 0);
    });
  });

  it("answers what was read although the logout is refused, or nobody answers it", async () => {
    for (const failed of [
      (response: ServerResponse) => response.writeHead(500).end(),
      (response: ServerResponse) => response.socket?.destroy(),
    ]) {
      await serving(
        ({ path }, response) => {
          if (path.endsWith("/logout")) {
            failed(response);
          } else {
            response.end(JSON.stringify({ token: "a-token", answer: 42 }));
          }
        },
        async ({ origin }) => {
          const schema = z.object({ answer: z.number() });
          const work = (session: Session) => session.get("/risk-model", schema);
          assert.deepEqual(await withSession(client(origin), 23, work), { answer: 42 });
        },
      );
    }
  });

  it("does not keep what was read for long where nobody answers the logout, although a login may take long", () =>
    withShortRetries({ attempt: 60_000, deadline: 60_000, login: 60_000, logout: 100 }, () =>
      serving(
        ({ path }, response) => {
          if (!path.endsWith("/logout")) {
            response.end(JSON.stringify({ token: "token" }));
          }
        },
        async ({ origin }) => {
          assert.deepEqual(await withSession(client(origin), 23, read), { token: "token" });
        },
      ),
    )).timeout(20_000);

  it("counts for the same user as the next one: told to wait for long, neither asks again, but the first logs out", () =>
    withShortRetries({ longestPause: 500 }, () =>
      serving(
        ({ path }, response) => {
          const isRefused = path.endsWith("/risk-model");
          response.writeHead(isRefused ? 429 : 200, isRefused ? { "retry-after": "60" } : {});
          response.end(JSON.stringify({ token: "token" }));
        },
        async (server) => {
          await rejection(withSession(client(server.origin), 23, read), RateLimitError);
          await rejection(withSession(client(server.origin), 23, read), RateLimitError);
          assert.deepEqual(paths(server), ["login", "risk-model", "logout"]);
        },
      ),
    ));

  it("with a token that was given neither logs in nor out: others may be using it", async () => {
    await controlled({ tokens: { "given-token": "admin" } }, async (emulator) => {
      const given = client(new URL(emulator.appgateUrl).origin, { bearerToken: "Bearer given-token" });
      await withSession(given, 23, read);
      await rejection(
        withSession(given, 23, (session) => session.get("/nowhere", z.unknown())),
        Error,
      );
      assert.deepEqual(asked(emulator), ["GET /risk-model", "GET /nowhere"]);
      assert.equal(emulator.requests[0]?.headers.authorization, "Bearer given-token");
      assert.equal(emulator.controller.openSessions, 1);
    });
  });

  it("does not begin with a wrong password, which is asked about once and not shown", async () => {
    await controlled({}, async (emulator) => {
      const wrong = client(new URL(emulator.appgateUrl).origin, adminArgs({ password: "wrong-s3cret" }));
      const error = await rejection(withSession(wrong, 23, read), CredentialsError);
      assert.match(
        error.message,
        /Invalid username or password.*Check user, password and identity provider\. \[/,
      );
      assert.equal(error.request?.code, "unauthorized");
      assert.doesNotMatch(everythingIn(error), /wrong-s3cret/);
      assert.deepEqual(asked(emulator), ["POST /login", "GET /identity-providers/names"]);
    });
  });

  it("does not begin with an identity provider that there is not, and names those that there are", async () => {
    const identityProviders = [
      { name: "local", type: "Credentials" },
      { name: "ldap", type: "Credentials" },
      { name: "corporate", type: "Saml" },
    ] as const;
    await controlled({ identityProviders }, async (emulator) => {
      for (const [provider, says] of [
        [
          "lokal",
          /identity provider "lokal" does not exist\. The Controller has: local, ldap\. Set appgate:provider or APPGATE_PROVIDER\./,
        ],
        [
          "corporate",
          /"corporate" takes no password \(it is of type Saml\)\. The Controller has: local, ldap\./,
        ],
      ] as const) {
        emulator.forgetRequests();
        const wrong = client(new URL(emulator.appgateUrl).origin, adminArgs({ provider }));
        const error = await rejection(withSession(wrong, 23, read), CredentialsError);
        assert.match(error.message, says);
        assert.doesNotMatch(everythingIn(error), new RegExp(PASSWORD.replace("+", "\\+")));
        // One request more, and never a second password.
        assert.deepEqual(asked(emulator), ["POST /login", "GET /identity-providers/names"]);
        assert.equal(emulator.requests[1]?.headers.authorization, undefined);
      }
    });
  });

  it("does not ask for identity providers where the login was not refused for what it said", async () => {
    for (const status of [403, 406, 412, 429, 500, 503]) {
      await serving(always(status, { message: "no" }), async (server) => {
        await rejection(withSession(client(server.origin), 23, read), Error);
        assert.equal(server.received.length, 1);
      });
    }
  });

  it("does not begin although the list of identity providers cannot be had: the refusal of the login is what shows", async () => {
    for (const list of ["<html>", { data: [] }, { data: [{}] }, [], { data: [{ name: "local" }] }]) {
      await serving(
        ({ path }, response) => {
          response.writeHead(path.endsWith("/login") ? 401 : 200);
          response.end(path.endsWith("/login") ? '{"message":"No."}' : JSON.stringify(list));
        },
        async ({ origin }) => {
          const { message } = await rejection(withSession(client(origin), 23, read), CredentialsError);
          assert.match(
            message,
            /does not accept the credentials: No\..* \[POST \/admin\/login, status 401\]/,
          );
        },
      );
    }
  });

  it("does not keep a refusal back for long where the identity providers cannot be had now", () =>
    withShortRetries({ attempt: 60_000, deadline: 60_000, explanation: 100 }, async () => {
      for (const busy of [
        (response: ServerResponse) => response.writeHead(503).end(),
        // Nobody answers.
        () => undefined,
      ]) {
        await serving(
          ({ path }, response) =>
            path.endsWith("/login") ? response.writeHead(401).end('{"message":"No."}') : busy(response),
          async ({ origin }) => {
            const { message } = await rejection(withSession(client(origin), 23, read), CredentialsError);
            assert.match(message, /does not accept the credentials: No\./);
          },
        );
      }
    })).timeout(20_000);

  it("logs in once more where the token is refused, and goes on", async () => {
    await revoking(1, async (server) => {
      assert.deepEqual(await withSession(client(server.origin), 23, read), { token: "token-2" });
      assert.deepEqual(paths(server), ["login", "risk-model", "login", "risk-model", "logout"]);
      // What is closed is the session that is open.
      assert.equal(server.received.at(-1)?.headers.authorization, "Bearer token-2");
    });
  });

  it("logs in once more and not a third time", async () => {
    await revoking(9, async (server) => {
      await rejection(withSession(client(server.origin), 23, read), CredentialsError);
      assert.deepEqual(paths(server), ["login", "risk-model", "login", "risk-model", "logout"]);
    });
  });

  it("logs in once more in a session, however much is read in it", async () => {
    await revoking(9, async (server) => {
      const twice = async (session: Session) => {
        await read(session).catch(() => undefined);
        return read(session);
      };
      await rejection(withSession(client(server.origin), 23, twice), CredentialsError);
      assert.equal(paths(server).filter((path) => path === "login").length, 2);
    });
  });

  it("logs out of the first session where the second login is refused", async () => {
    let logins = 0;
    await serving(
      ({ path }, response) => {
        logins += path.endsWith("/login") ? 1 : 0;
        const refuses = path.endsWith("/risk-model") || (path.endsWith("/login") && logins === 2);
        response.writeHead(refuses ? 401 : 200);
        response.end(JSON.stringify(refuses ? { message: "No." } : { token: `token-${logins}` }));
      },
      async (server) => {
        await rejection(withSession(client(server.origin), 23, read), CredentialsError);
        const last = server.received.at(-1);
        assert.match(last?.path ?? "", /\/logout$/);
        assert.equal(last?.headers.authorization, "Bearer token-1");
      },
    );
  });

  it("begins although the login tells odd things beside the token, and is closed: they only explain", async () => {
    for (const user of [{ privileges: [{ type: 7 }, "View"] }, { needTwoFactorAuth: "no" }, "admin"]) {
      await serving(always(200, { token: "a-token", user }), async (server) => {
        await withSession(client(server.origin), 23, read);
        assert.deepEqual(paths(server), ["login", "risk-model", "logout"]);
      });
    }
  });

  it("does not log in where a token that was given is refused", async () => {
    await revoking(9, async (server) => {
      const given = client(server.origin, adminArgs({ bearerToken: "given-token" }));
      await rejection(withSession(given, 23, read), CredentialsError);
      assert.deepEqual(paths(server), ["risk-model"]);
    });
  });

  it("does not log in once more where something else is wrong than the token", async () => {
    for (const status of [403, 404, 412, 500]) {
      await serving(
        ({ path }, response) => {
          response.writeHead(path.endsWith("/risk-model") ? status : 200);
          response.end('{"token":"a-token"}');
        },
        async (server) => {
          await rejection(withSession(client(server.origin), 23, read), Error);
          assert.deepEqual([...new Set(paths(server))], ["login", "risk-model", "logout"]);
          assert.equal(paths(server).filter((path) => path === "login").length, 1);
        },
      );
    }
  });

  it("says what the user may do where that is not enough", async () => {
    const view = (target: string) => ({ type: "View", target });
    for (const [privileges, says] of [
      [[], /It may nothing\. Give an administrative role of the user "View" on "Risk Model"/],
      [[view("Condition"), view("Entitlement")], /It may View Condition, View Entitlement\. Give/],
      [
        ["A", "B", "C", "D", "E", "F", "G"].map(view),
        /It may View A, View B, View C, View D, View E and 2 more\./,
      ],
    ] as const) {
      await controlled({ users: { admin: { password: PASSWORD, privileges } } }, async (emulator) => {
        const admin = client(new URL(emulator.appgateUrl).origin);
        assert.match((await rejection(withSession(admin, 23, read), PermissionError)).message, says);
      });
    }
  });

  it("does not begin for a user who needs a second factor, and says what to do", async () => {
    const users = { admin: { password: PASSWORD, needTwoFactorAuth: true } };
    await controlled({ users }, async (emulator) => {
      const error = await rejection(
        withSession(client(new URL(emulator.appgateUrl).origin), 23, read),
        CredentialsError,
      );
      assert.match(error.message, /second factor.*exempt the user from multi-factor authentication/);
      assert.equal(asked(emulator).includes("GET /risk-model"), false);
      assert.equal(emulator.controller.openSessions, 0);
    });
  });

  it("does not begin with a login that answers no token, or something else", async () => {
    await serving(always(200, { user: { name: "admin" } }), async ({ origin }) => {
      await rejection(withSession(client(origin), 23, read), CredentialsError);
    });
    for (const body of [{ token: 7 }, "<html>", ""]) {
      await serving(always(200, body), async ({ origin }) => {
        await rejection(withSession(client(origin), 23, read), ProtocolError);
      });
    }
  });

  it("shows no privilege that repeats a secret, and each in its line", async () => {
    const privileges = [
      { type: "View", target: "a\n\u001b[2JRiskModelSnapshot forged" },
      { type: "fresh-t0k", target: "View" },
      { type: "View", target: PASSWORD },
    ];
    await serving(
      ({ path }, response) => {
        response.writeHead(path.endsWith("/login") ? 200 : 403);
        response.end(JSON.stringify({ token: "fresh-t0ken", user: { privileges } }));
      },
      async ({ origin }) => {
        const error = await rejection(withSession(client(origin), 23, read), PermissionError);
        assert.match(
          error.message,
          /It may View a \ufffd\[2JRiskModelSnapshot forged, \(not shown: .*\), \(not/,
        );
        assert.doesNotMatch(everythingIn(error), /fresh-t|hunter2/);
      },
    );
  });

  it("never shows the token that the Controller gave", async () => {
    await serving(
      ({ path }, response) => {
        response.writeHead(path.endsWith("/login") ? 200 : 403);
        response.end(JSON.stringify({ token: "fresh-t0ken", message: "fresh-t0ken may not" }));
      },
      async ({ origin }) => {
        const error = await rejection(withSession(client(origin), 23, read), PermissionError);
        assert.match(error.message, /lacks a permission: \(not shown: it repeats a part of a secret\)/);
        assert.doesNotMatch(everythingIn(error), /fresh-t0ken/);
      },
    );
  });
});
