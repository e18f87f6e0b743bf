import assert from "node:assert/strict";
import type { ResourceProvider } from "@pulumi/pulumi/dynamic";
import { UNKNOWN } from "../../provider/engine/unknown.js";
import { fraudSettings, fraudSettingsSet, riskBehaviors, riskBehaviorsSet } from "../../provider/handlers.js";
import { configured } from "../faults/settings-operations.js";
import { id } from "../support/ids.js";

const [HERE, THERE] = [id("a1"), id("a2")];
const level = { enabled: true, riskLevel: "low" };
const other = { enabled: true, riskLevel: "high" };
const behaviors = { accountId: HERE, behaviors: { imp_travel: level } };
const fraud = { zoneId: HERE, userProfiles: "enabled" };

/** What the engine is told of a change. Nobody is asked, so no credentials are needed. */
async function diff(provider: ResourceProvider<object, object>, before: object, after: object) {
  const told = await configured(provider, {}).diff?.("id", { initial: {}, ...before }, after);
  const { changes, replaces } = told ?? assert.fail("there is no diff");
  return { changes, replaces };
}

describe("A diff", () => {
  it("leaves it to the engine whether anything has changed", async () => {
    const unchanged = { changes: undefined, replaces: [] };
    assert.deepEqual(await diff(riskBehaviors, behaviors, behaviors), unchanged);
    const changed = { ...behaviors, behaviors: { imp_travel: other } };
    assert.deepEqual(await diff(riskBehaviors, behaviors, changed), unchanged);
    assert.deepEqual(await diff(fraudSettings, fraud, { ...fraud, userProfiles: "disabled" }), unchanged);
    assert.deepEqual(await diff(riskBehaviors, behaviors, { ...behaviors, onDestroy: "retain" }), unchanged);
  });

  it("asks for a replacement where the account or the zone is another one, and names that property alone", async () => {
    const elsewhere = { ...behaviors, accountId: THERE, behaviors: { high_dlp: level } };
    assert.deepEqual((await diff(riskBehaviors, behaviors, elsewhere)).replaces, ["accountId"]);
    assert.deepEqual((await diff(fraudSettings, fraud, { ...fraud, zoneId: THERE })).replaces, ["zoneId"]);
  });

  it("asks for none where the account or the zone is not known yet: the engine asks again when it is", async () => {
    const later = { ...behaviors, accountId: UNKNOWN };
    assert.deepEqual((await diff(riskBehaviors, behaviors, later)).replaces, []);
  });

  it("asks for none of a set, whichever accounts and zones come and go", async () => {
    const accounts = { [HERE]: { imp_travel: level } };
    const after = { accounts: { [THERE]: { imp_travel: level } } };
    const ofAccounts = await diff(riskBehaviorsSet, { accounts, initial: { [HERE]: {} } }, after);
    assert.deepEqual(ofAccounts.replaces, []);
    const zones = { [HERE]: { userProfiles: "enabled" } };
    const ofZones = await diff(fraudSettingsSet, { zones, initial: { [HERE]: {} } }, { zones: {} });
    assert.deepEqual(ofZones.replaces, []);
  });

  it("says that there is something to do where inputs do not tell: after an operation whose outcome is not known", async () => {
    const halfDone = { ...behaviors, unconfirmed: true };
    assert.equal((await diff(riskBehaviors, halfDone, behaviors)).changes, true);
  });

  it("says so for a setting that is declared and was never recorded", async () => {
    const more = { ...behaviors, behaviors: { imp_travel: level, high_dlp: level } };
    assert.equal((await diff(riskBehaviors, behaviors, more)).changes, true);
  });
});
