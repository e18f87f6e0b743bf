import assert from "node:assert/strict";
import { id } from "../support/ids.js";
import { until } from "../support/processes.js";
import type { Props } from "../support/provider-process.js";
import { fraudSet, ProviderRuns, recordOf, textOf } from "./provider-runs.js";

const ids = Array.from({ length: 150 }, (_, index) => id(index.toString(16).padStart(3, "0")));
const expression = (field: string) => `http.request.body.form["${field}"][0]`;
const enabled = (field: string) => ({
  userProfiles: "enabled",
  usernameExpressions: [expression(field)],
});
const map = (value: unknown): Props => Object(value);

describe("An operation that is cancelled", function () {
  this.timeout(60_000);
  const runs = ProviderRuns.forEachTest({
    zones: Object.fromEntries(ids.map((zone) => [zone, { username_expressions: [expression("before")] }])),
  });

  const puts = () => runs.emulator.requests.filter(({ method }) => method === "PUT");
  /** The engine cancels when the first PUT comes, which is answered when the provider knows. */
  function cancelAtFirstPut(): void {
    let isCancelled = false;
    runs.emulator.faults.before = async ({ method }) => {
      if (method === "PUT" && !isCancelled) {
        isCancelled = true;
        await runs.provider.cancel();
      }
    };
  }

  it("before its first request sends none", async () => {
    // It waits for a second set, which does not come.
    const zones = Object.fromEntries(ids.map((zone) => [zone, enabled("now")]));
    const news = await runs.check({}, fraudSet(zones, { sets: 2 }));
    const created = runs.provider.create(news);
    await runs.provider.cancel();
    assert.match(String(map(await created)["message"]), /^150 of 150 zones were left when the operation was/);
    assert.deepEqual(puts(), []);
  });

  it("while a set is compared with the live settings compares no further, and sends nothing", async () => {
    let asked = 0;
    let answer = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    runs.emulator.faults.before = async () => {
      asked += 1;
      // The answer to the first tells how many may follow.
      await (asked === 1 ? undefined : answered);
    };
    const zones = Object.fromEntries(ids.map((zone) => [zone, enabled("now")]));
    const checking = runs.provider.check({}, fraudSet(zones));
    // As many as are looked at side by side: one that was still on its way would come after the cancellation.
    await until(() => asked === 65);
    await runs.provider.cancel();
    const checked = await checking;
    assert.ok("inputs" in checked);
    answer();
    // The answers are there, and nobody asks for the next zone.
    await until(() => runs.emulator.requests.length === asked);
    assert.match(
      String(map(await runs.provider.create(checked.inputs))["message"]),
      /^150 of 150 zones were left/,
    );
    assert.equal(asked, 65);
    assert.deepEqual(runs.lines, []);
  });

  it("while zones move to another set loses none of what either remembers", async () => {
    const before = Object.fromEntries(ids.map((zone) => [zone, enabled("first")]));
    const created = await runs.create(fraudSet(before));
    assert.ok(created.ok, JSON.stringify(created));
    await runs.begin();
    const after = Object.fromEntries(ids.map((zone) => [zone, enabled("second")]));
    const program = { sets: 2 };
    const [giver, taker] = [
      await runs.check(fraudSet(before), fraudSet({}, { ...program, urn: "urn:pulumi:dev::p::t::a" })),
      await runs.check({}, fraudSet(after, { ...program, urn: "urn:pulumi:dev::p::t::b" })),
    ];
    await runs.provider.diff(created.id, created.outputs, giver);
    const given = await runs.provider.update(created.id, created.outputs, giver);
    cancelAtFirstPut();
    const outcomes = [given, await runs.provider.create(taker)];
    const recorded = outcomes.map(recordOf);
    const initial = recorded.map((outputs) => map(outputs["initial"]));
    for (const zone of ids) {
      const remembered = initial.flatMap((one) => (zone in one ? [one[zone]] : []));
      assert.deepEqual(
        remembered,
        [{ userProfiles: "disabled", usernameExpressions: [expression("before")] }],
        zone,
      );
    }
    assert.ok(puts().length < 2 * ids.length, "all of it was done");
    // Also of the zones that nothing was sent to: they are as the giver has left them.
    await runs.begin();
    for (const outputs of recorded) {
      const destroyed = await runs.provider.delete("FraudSettingsSet", outputs);
      assert.ok(destroyed.ok, JSON.stringify(destroyed));
    }
    for (const zone of ids) {
      assert.deepEqual(runs.emulator.zone(zone).username_expressions, [expression("before")], zone);
    }
  });

  it("between two writes of one zone records what there was before the first", async () => {
    const [zone = ""] = ids;
    Object.assign(runs.emulator.zone(zone), {
      user_profiles: "enabled",
      authentication_settings: { success_criteria: { kind: "status_code", status_codes: [200] } },
    });
    const declared = {
      zoneId: zone,
      userProfiles: "disabled",
      authenticationSettings: { successCriteria: { statusCodes: [] } },
      __provider: textOf("fraudSettings"),
    };
    const news = await runs.check({}, declared);
    cancelAtFirstPut();
    const outcome = await runs.provider.create(news);
    assert.equal(puts().length, 1);
    assert.ok(!outcome.ok && outcome.partial, "the state does not hear of the first write");
    assert.deepEqual(outcome.partial.outputs["initial"], {
      userProfiles: "enabled",
      authenticationSettings: { successCriteria: { statusCodes: [200] } },
    });
  });
});
