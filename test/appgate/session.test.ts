import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { z } from "zod";
import { type Session, withSession } from "../../provider/appgate/session.js";
import { CredentialsError, PermissionError, ProtocolError } from "../../provider/errors.js";
import { everythingIn, rejection } from "../support/errors.js";
import { always, serving } from "../support/loopback.js";
import { adminArgs, asked, client, controlled, DEVICE, PASSWORD } from "./support.js";

const read = (session: Session) => session.get("/risk-model", z.looseObject({}));

describe("A session with a Controller", () => {
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
      assert.match(error.message, /Invalid username or password.*Check user, password and identity provider/);
      assert.equal(error.request?.code, "unauthorized");
      assert.doesNotMatch(everythingIn(error), /wrong-s3cret/);
      assert.deepEqual(asked(emulator), ["POST /login"]);
    });
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

  it("never shows the token that the Controller gave", async () => {
    await serving(
      ({ path }, response) => {
        response.writeHead(path.endsWith("/login") ? 200 : 403);
        response.end(JSON.stringify({ token: "fresh-t0ken", message: "fresh-t0ken may not" }));
      },
      async ({ origin }) => {
        const error = await rejection(withSession(client(origin), 23, read), PermissionError);
        assert.match(error.message, /\[redacted\] may not/);
        assert.doesNotMatch(everythingIn(error), /fresh-t0ken/);
      },
    );
  });
});
