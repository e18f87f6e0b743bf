import assert from "node:assert/strict";
import { type AuthenticationSettings, type Emulator, startEmulator } from "../../emulator/index.js";
import { fraudSettings } from "../../provider/handlers.js";
import { configured } from "../faults/settings-operations.js";
import { configOf } from "../support/emulator-config.js";
import { rejection } from "../support/errors.js";
import { ZONE } from "../support/ids.js";

const codes = (...statusCodes: number[]) => ({ statusCodes });
const criteria = (authenticationSettings: object) => ({ zoneId: ZONE, authenticationSettings });
const EXPRESSION = 'http.request.body.form["username"][0]';
/** The API refuses a list where it wants one value. */
const REFUSED = 'http.request.body.form["username"]';
const managed = {
  userProfiles: "enabled",
  usernameExpressions: [EXPRESSION],
  ...criteria({ successCriteria: codes(200) }),
};

describe("What the API refuses", () => {
  let emulator: Emulator;
  const provider = () => configured(fraudSettings, configOf(emulator));
  const zone = () => emulator.zone(ZONE);
  /** The first PUT has all settings, and is refused. */
  const somebodySetsFailureCriteriaAtSecondPut = () => {
    let puts = 0;
    emulator.faults.before = ({ method }) => {
      puts += method === "PUT" ? 1 : 0;
      if (method === "PUT" && puts === 2) {
        zone().authentication_settings = {
          ...zone().authentication_settings,
          failure_criteria: { kind: "status_code", status_codes: [429] },
        };
      }
    };
  };

  beforeEach(async () => {
    emulator = await startEmulator();
    // The kind's handlers share a run, which begins anew when one of them is configured again.
    provider();
  });
  afterEach(() => emulator.close());

  it("does not keep a destroy from giving back all the rest, in an order that the API takes", async () => {
    zone().username_expressions = [REFUSED];
    const { id, outs } = await provider().create(managed);
    await rejection(Promise.resolve(provider().delete?.(id, outs ?? {})), Error);
    assert.equal(zone().user_profiles, "disabled");
    assert.deepEqual(zone().authentication_settings?.success_criteria?.status_codes, []);
  });

  it("gives back criteria that change places, although each alone would have a code in common with the other", async () => {
    zone().user_profiles = "enabled";
    zone().username_expressions = [REFUSED];
    const before: AuthenticationSettings = {
      success_criteria: { kind: "status_code", status_codes: [200] },
      failure_criteria: { kind: "status_code", status_codes: [401] },
    };
    zone().authentication_settings = structuredClone(before);
    const swapped = {
      usernameExpressions: [EXPRESSION],
      ...criteria({ successCriteria: codes(401), failureCriteria: codes(200) }),
    };
    const { id, outs } = await provider().create(swapped);
    await rejection(Promise.resolve(provider().delete?.(id, outs ?? {})), Error);
    assert.deepEqual(zone().authentication_settings, before);
  });

  it("does not let what is given back step by step overwrite what somebody changes between two steps", async () => {
    zone().user_profiles = "enabled";
    zone().username_expressions = [REFUSED];
    const ours = {
      usernameExpressions: [EXPRESSION],
      ...criteria({ successCriteria: codes(201), failureCriteria: codes(403) }),
    };
    const { id, outs } = await provider().create(ours);
    somebodySetsFailureCriteriaAtSecondPut();
    await rejection(Promise.resolve(provider().delete?.(id, outs ?? {})), Error);
    assert.deepEqual(zone().authentication_settings?.success_criteria?.status_codes, []);
    assert.deepEqual(zone().authentication_settings?.failure_criteria?.status_codes, [429]);
  });

  it("is decided anew where somebody changes between two steps what comes next, which is remembered as what stood before", async () => {
    zone().user_profiles = "enabled";
    zone().username_expressions = [REFUSED];
    const before = { usernameExpressions: [EXPRESSION], ...criteria({ successCriteria: codes(201) }) };
    const { id, outs } = await provider().create(before);
    somebodySetsFailureCriteriaAtSecondPut();
    const after = criteria({ failureCriteria: codes(403) });
    const updated = await provider().update?.(id, outs ?? {}, after);
    assert.deepEqual(zone().authentication_settings?.success_criteria?.status_codes, []);
    assert.deepEqual(zone().authentication_settings?.failure_criteria?.status_codes, [403]);
    assert.deepEqual(
      Reflect.get(Object(Reflect.get(Object(updated?.outs), "initial")), "authenticationSettings"),
      { failureCriteria: codes(429) },
    );
  });

  it("does not keep criteria from being given back when the program disables user profiles in the same update", async () => {
    zone().user_profiles = "enabled";
    zone().username_expressions = [REFUSED];
    const { id, outs } = await provider().create(managed);
    await provider().update?.(id, outs ?? {}, { zoneId: ZONE, userProfiles: "disabled" });
    assert.equal(zone().user_profiles, "disabled");
    assert.deepEqual(zone().authentication_settings?.success_criteria?.status_codes, []);
  });

  it("because somebody disables user profiles meanwhile does not make a destroy fail", async () => {
    const declared = { userProfiles: "enabled", ...criteria({ successCriteria: codes(200) }) };
    const { id, outs } = await provider().create(declared);
    emulator.faults.before = ({ method }) => {
      if (method === "PUT") {
        zone().user_profiles = "disabled";
      }
    };
    await provider().delete?.(id, outs ?? {});
    assert.equal(zone().user_profiles, "disabled");
  });

  it("is a warning of a check where the resource gives up at the same time what stands in the way", async () => {
    zone().user_profiles = "enabled";
    const before = criteria({ failureCriteria: codes(401) });
    const after = criteria({ successCriteria: codes(401) });
    const { id, outs } = await provider().create(before);
    const checked = await provider().check?.(before, { ...after, __program: { siblings: {} } });
    assert.deepEqual(checked?.failures, []);
    await provider().update?.(id, outs ?? {}, after);
    assert.deepEqual(zone().authentication_settings?.success_criteria?.status_codes, [401]);
    assert.deepEqual(zone().authentication_settings?.failure_criteria?.status_codes, []);
  });

  it("is a failure of a check where nothing is given up", async () => {
    zone().user_profiles = "enabled";
    zone().authentication_settings = { failure_criteria: { kind: "status_code", status_codes: [401] } };
    const checked = await provider().check?.(
      {},
      { ...criteria({ successCriteria: codes(401) }), __program: { siblings: {} } },
    );
    assert.match(checked?.failures?.[0]?.reason ?? "", /1 status code in common/);
  });
});
