import assert from "node:assert/strict";
import fc from "fast-check";
import { type Emulator, startEmulator } from "../../emulator/index.js";
import { CloudflareClient } from "../../provider/cloudflare/client.js";
import { EntitlementError, InvalidValueError, NotFoundError, ProtocolError } from "../../provider/errors.js";
import { readSettings, writeSettings } from "../../provider/fraud-settings/api.js";
import { fraudRules } from "../../provider/fraud-settings/kind.js";
import type { ZoneSettings } from "../../provider/fraud-settings/values.js";
import { client as clientOf, refused } from "../cloudflare/support.js";
import { crowdedFraudUnits, someOf, zoneId } from "../support/arbitraries.js";
import { assertShowsNothingOf, everythingIn, rejection } from "../support/errors.js";
import { always, serving } from "../support/loopback.js";

describe("The API of fraud settings", () => {
  let emulator: Emulator;
  let client: CloudflareClient;

  beforeEach(async () => {
    emulator = await startEmulator();
    const baseUrl = new URL(emulator.cloudflareUrl);
    client = new CloudflareClient({ credentials: { apiToken: "emulator-token" }, baseUrl });
  });
  afterEach(() => emulator.close());

  /** Makes the zone what a test begins with, as if somebody had used the dashboard. */
  function set({ userProfiles, usernameExpressions, successCriteria, failureCriteria }: ZoneSettings): void {
    const wire = ({ statusCodes }: { statusCodes: number[] }) => ({
      kind: "status_code" as const,
      status_codes: statusCodes,
    });
    Object.assign(emulator.zone(zoneId), {
      user_profiles: userProfiles,
      username_expressions: usernameExpressions,
      authentication_settings: {
        success_criteria: wire(successCriteria),
        failure_criteria: wire(failureCriteria),
      },
    });
  }

  it("reads whatever the zone has", async () => {
    await fc.assert(
      fc.asyncProperty(crowdedFraudUnits, async (settings) => {
        set(settings);
        assert.deepEqual(await readSettings(client, zoneId), settings);
      }),
      { numRuns: 20 },
    );
  });

  it("accepts, one after another, the PUTs that lead from any settings to any others that the rules allow", async () => {
    await fc.assert(
      fc.asyncProperty(crowdedFraudUnits, someOf(crowdedFraudUnits), async (before, wanted) => {
        fc.pre(fraudRules.violations(before, wanted).length === 0);
        set(before);
        for (const step of fraudRules.orderedWrites(before, wanted)) {
          await writeSettings(client, zoneId, step);
        }
        assert.deepEqual(await readSettings(client, zoneId), { ...before, ...wanted });
      }),
      { numRuns: 150 },
    );
  });

  it("refuses what the rules refuse: they forbid nothing that would have gone well", async () => {
    await fc.assert(
      fc.asyncProperty(crowdedFraudUnits, someOf(crowdedFraudUnits), async (before, wanted) => {
        fc.pre(fraudRules.violations(before, wanted).length > 0);
        set(before);
        await rejection(writeSettings(client, zoneId, wanted), InvalidValueError);
        assert.deepEqual(await readSettings(client, zoneId), before);
      }),
      { numRuns: 100 },
    );
  });

  it("sends only what it is given, in the API's own words", async () => {
    const successCriteria = { statusCodes: [200] };
    await writeSettings(client, zoneId, { userProfiles: "enabled", usernameExpressions: [] });
    await writeSettings(client, zoneId, { successCriteria });
    assert.deepEqual(
      emulator.requests.map(({ method, body }) => [method, body]),
      [
        ["PUT", { user_profiles: "enabled", username_expressions: [] }],
        [
          "PUT",
          { authentication_settings: { success_criteria: { kind: "status_code", status_codes: [200] } } },
        ],
      ],
    );
  });

  it("shows nothing where the API shows nothing: left out, or null", async () => {
    const nulls = {
      user_profiles: null,
      username_expressions: null,
      authentication_settings: { success_criteria: null, failure_criteria: null },
    };
    for (const result of [{}, nulls, { authentication_settings: null }]) {
      await serving(always(200, { success: true, result }), async ({ origin }) => {
        assert.deepEqual(await readSettings(clientOf(origin), zoneId), {});
      });
    }
    const half = { authentication_settings: { failure_criteria: { kind: "status_code" } } };
    await serving(always(200, { success: true, result: half }), async ({ origin }) => {
      assert.deepEqual(await readSettings(clientOf(origin), zoneId), {
        failureCriteria: { statusCodes: [] },
      });
    });
  });

  it("is not taken for empty where its answer is not one: HTML, half, success: false, no result", async () => {
    for (const body of [
      "<html>",
      '{"success":true,"result":{',
      { success: false, result: {} },
      { success: true },
      [],
    ]) {
      await serving(always(200, body), async ({ origin }) => {
        await rejection(readSettings(clientOf(origin), zoneId), ProtocolError);
      });
    }
  });

  it("reads codes and expressions in one form, however the API keeps them", async () => {
    const result = {
      username_expressions: [" b\n", "a"],
      authentication_settings: { success_criteria: { kind: "status_code", status_codes: [302, 200, 302] } },
    };
    await serving(always(200, { success: true, result }), async ({ origin }) => {
      assert.deepEqual(await readSettings(clientOf(origin), zoneId), {
        usernameExpressions: ["b", "a"],
        successCriteria: { statusCodes: [200, 302] },
      });
    });
  });

  it("does not guess at a kind of criterion that it does not know", async () => {
    const result = { authentication_settings: { success_criteria: { kind: "header", status_codes: [] } } };
    await serving(always(200, { success: true, result }), async ({ origin }) => {
      const { message } = await rejection(readSettings(clientOf(origin), zoneId), ProtocolError);
      assert.match(message, /authentication_settings\.success_criteria\.kind/);
    });
  });

  it("tells a missing subscription from an expression that it refuses, although both have code 10400", async () => {
    emulator.zone(zoneId).entitled = false;
    const profiles = writeSettings(client, zoneId, { userProfiles: "enabled" });
    const subscription = await rejection(profiles, EntitlementError);
    assert.match(subscription.message, /subscription is required/);

    emulator.zone(zoneId).entitled = true;
    const wrong = writeSettings(client, zoneId, { usernameExpressions: ["http.request.body.form"] });
    const invalid = await rejection(wrong, InvalidValueError);
    assert.equal(subscription.request?.code, 10400);
    assert.equal(invalid.request?.code, 10400);
  });

  it("names a refused expression by its place in the list and does not show it", async () => {
    const usernameExpressions = ['http.request.body.form["ok"][0]', 'http.request.body.form["hunter2"]'];
    const wrong = writeSettings(client, zoneId, { userProfiles: "enabled", usernameExpressions });
    const error = await rejection(wrong, InvalidValueError);
    assert.match(error.message, /usernameExpressions\[1\] is not a valid value.*want bytes/);
    assert.doesNotMatch(everythingIn(error), /hunter2/);
  });

  it("shows nothing of an expression, sent or live, whatever is answered, with whatever status", async () => {
    const expression = 'lookup_json_string(http.request.body.raw,\n  "canary-field")';
    const words = [
      'Filter parsing error (2:3):\n  "canary-field")\n  ^^^^ unknown identifier',
      `'${expression}' is not a valid value for username`,
      `stored expression ${expression.replace(/\s+/g, " ")} is not valid`,
      `${expression.slice(0, -4)}... needs a subscription`,
    ];
    const bodies = fc.oneof(
      fc.constantFrom(...words).map((text) => refused(10400, text, [text])),
      fc.nat(expression.length).map((length) => `{"username_expressions":["${expression.slice(0, length)}`),
      fc.constantFrom(expression, `<html>${expression}`, { [expression]: expression }),
    );
    const statuses = fc.constantFrom(200, 400, 401, 403, 404, 405, 409, 422);
    await fc.assert(
      fc.asyncProperty(bodies, statuses, fc.boolean(), fc.boolean(), async (body, status, puts, sends) => {
        await serving(always(status, body), async ({ origin }) => {
          const settings = sends ? { usernameExpressions: [expression] } : { userProfiles: "enabled" };
          const asked = clientOf(origin);
          const error = puts ? writeSettings(asked, zoneId, settings) : readSettings(asked, zoneId);
          assertShowsNothingOf(expression, everythingIn(await rejection(error, Error)));
        });
      }),
      { numRuns: 150 },
    );
  });

  it("does not take an expression about a subscription for a missing one", async () => {
    const said = "'http.request.body.form[\"subscription\"]' is not a valid value for username";
    await serving(always(400, refused(10400, "Bad Request", [said])), async ({ origin }) => {
      const usernameExpressions = ['http.request.body.form["subscription"]'];
      await rejection(writeSettings(clientOf(origin), zoneId, { usernameExpressions }), InvalidValueError);
    });
  });

  it("tells a zone that is gone from a path that is wrong", async () => {
    emulator.zone(zoneId).exists = false;
    await rejection(readSettings(client, zoneId), NotFoundError);
    await serving(always(404, "404 page not found"), async ({ origin }) => {
      await rejection(readSettings(clientOf(origin), zoneId), ProtocolError);
    });
  });
});
