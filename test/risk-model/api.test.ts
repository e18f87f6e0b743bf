import assert from "node:assert/strict";
import { NotFoundError, PermissionError, ProtocolError } from "../../provider/errors.js";
import { readRiskModel } from "../../provider/risk-model/api.js";
import { asked, connection, controlled, PASSWORD } from "../appgate/support.js";
import { rejection } from "../support/errors.js";
import { serving } from "../support/loopback.js";
import { shortRetries } from "../support/short-retries.js";

describe("Reading a risk model", () => {
  shortRetries({ deadline: 500 });

  it("takes three requests and a logout, and no credentials before the version is known", async () => {
    await controlled({}, async (emulator) => {
      const model = await readRiskModel(connection(emulator.appgateUrl));
      assert.equal(model.matrix.high.high.action, "Deny");
      assert.equal(
        model.cells.some(({ defaulted }) => defaulted),
        false,
      );
      assert.deepEqual(asked(emulator), [
        "GET /version",
        "POST /login",
        "GET /risk-model",
        "POST /authentication/logout",
      ]);
      const [before] = emulator.requests;
      assert.doesNotMatch(JSON.stringify([before?.headers, before?.body]), new RegExp(`${PASSWORD}|admin`));
    });
  });

  it("takes two requests with a token that was given", async () => {
    await controlled({ tokens: { "a-token": "admin" } }, async (emulator) => {
      await readRiskModel(connection(emulator.appgateUrl, { bearerToken: "a-token" }));
      assert.deepEqual(asked(emulator), ["GET /version", "GET /risk-model"]);
      assert.equal(emulator.requests[0]?.headers.authorization, undefined);
    });
  });

  it("tells which versions the Controller supports, and in which one it read", async () => {
    await controlled({ minVersion: 23, maxVersion: 25 }, async (emulator) => {
      const { apiVersion, minApiVersion, maxApiVersion } = await readRiskModel(
        connection(emulator.appgateUrl),
      );
      assert.deepEqual([apiVersion, minApiVersion, maxApiVersion], [24, 23, 25]);
    });
  });

  it("is total where the Controller leaves cells out, or has null for them", async () => {
    for (const riskModel of [
      {},
      { highSensitivity: null, ztpRuleId: null },
      { highSensitivity: { highRisk: null } },
      { highSensitivity: { highRisk: { action: null, denyMessage: null, userAction: null } } },
    ]) {
      await controlled({ riskModel }, async (emulator) => {
        const { matrix, riskSource } = await readRiskModel(connection(emulator.appgateUrl));
        assert.deepEqual(matrix.high.high, { action: "Allow", defaulted: true });
        assert.equal(riskSource, "userClaimScript");
      });
    }
  });

  it("leaves out what is null in a user action too: next to the state, which does not have it, it would look like drift", async () => {
    const userAction = { type: "PasswordAuthentication", message: "Again, please" } as const;
    const lowRisk = { action: "AllowWithUserAction", userAction } as const;
    const asNull = { ...lowRisk, userAction: { ...userAction, claimSuffix: null, providerId: null } };
    const riskModel = { lowSensitivity: { lowRisk: asNull, highRisk: null } };
    await controlled({ riskModel }, async (emulator) => {
      const { matrix, lowSensitivity } = await readRiskModel(connection(emulator.appgateUrl));
      assert.deepEqual(matrix.low.low, { ...lowRisk, defaulted: false });
      assert.deepEqual(lowSensitivity, { lowRisk });
    });
  });

  it("keeps an action that a newer Controller adds", async () => {
    await serving(
      ({ path }, response) => {
        const answers: Record<string, object> = {
          "/admin/version": { peerVersion: 24, lowestPeerVersionSupported: 20 },
          "/admin/risk-model": { highSensitivity: { highRisk: { action: "Quarantine", newField: 1 } } },
        };
        response.end(JSON.stringify(answers[path] ?? { token: "a-token" }));
      },
      async ({ origin }) => {
        const { matrix } = await readRiskModel(connection(origin));
        assert.deepEqual(matrix.high.high, { action: "Quarantine", defaulted: false });
      },
    );
  });

  it("does not take an answer for an empty model, where everything would be allowed, that is none", async () => {
    for (const body of ["<html>", "[]", "null", '"text"', '{"highSensitivity":[]', '{"highSensitivity":7}']) {
      await serving(
        ({ path }, response) => {
          const version = JSON.stringify({ peerVersion: 24, lowestPeerVersionSupported: 20 });
          response.end(path.endsWith("/version") ? version : body);
        },
        async ({ origin }) => {
          await rejection(readRiskModel(connection(origin, { bearerToken: "a-token" })), ProtocolError);
        },
      );
    }
  });

  it("says which permission a user lacks, and closes the session", async () => {
    const users = { admin: { password: PASSWORD, privileges: [] } };
    await controlled({ users }, async (emulator) => {
      const { message } = await rejection(readRiskModel(connection(emulator.appgateUrl)), PermissionError);
      assert.match(message, /"View" on "Risk Model"/);
      assert.equal(emulator.controller.openSessions, 0);
    });
  });

  it("says that there is none where the path is gone", async () => {
    await serving(
      ({ path }, response) => {
        const isVersion = path.endsWith("/version");
        response.writeHead(isVersion ? 200 : 404);
        response.end(JSON.stringify(isVersion ? { peerVersion: 25, lowestPeerVersionSupported: 23 } : {}));
      },
      async ({ origin }) => {
        const read = readRiskModel(connection(origin, { bearerToken: "a-token" }));
        assert.match(
          (await rejection(read, NotFoundError)).message,
          /gone in API version 25: use Conditions/,
        );
      },
    );
  });
});
