import assert from "node:assert/strict";
import { id } from "../support/ids.js";
import { fraudSet, ProviderRuns, recordOf, textOf } from "./provider-runs.js";

const ZONE = id("b1");
const OTHER = id("b2");
const settings = { userProfiles: "enabled" };

describe("A set that gives up a zone", function () {
  this.timeout(60_000);
  const runs = ProviderRuns.forEachTest({ zones: { [ZONE]: {}, [OTHER]: {} } });

  it("waits for the single resource that takes it over, also where that is checked later", async () => {
    const created = await runs.create(fraudSet({ [ZONE]: settings }));
    assert.ok(created.ok);
    await runs.begin();
    runs.emulator.forgetRequests();
    const urn = (name: string) => `urn:pulumi:dev::p::t::${name}`;
    const giver = await runs.check(
      fraudSet({ [ZONE]: settings }),
      fraudSet({}, { sets: 1, singles: 1, urn: urn("set") }),
    );
    await runs.provider.diff(created.id, created.outputs, giver);
    const given = runs.provider.update(created.id, created.outputs, giver);
    const single = { zoneId: ZONE, ...settings, __provider: textOf("fraudSettings") };
    const taken = await runs.create({ ...single, __program: { sets: 1, urn: urn("single") } });
    assert.ok((await given).ok && taken.ok);
    assert.deepEqual(taken.outputs["initial"], { userProfiles: "disabled" });
    assert.deepEqual(
      runs.emulator.requests.filter(({ method }) => method === "PUT"),
      [],
    );
  });

  for (const isTarget of [true, false]) {
    it(`${isTarget ? "warns" : "does not warn"} that another resource may have it, where ${isTarget ? "only the set is a target" : "all are looked at"}`, async () => {
      const created = await runs.create(fraudSet({ [ZONE]: settings }));
      await runs.begin();
      const news = await runs.check(
        fraudSet({ [ZONE]: settings }),
        fraudSet({}, { sets: 1, singles: 1, urn: "urn:pulumi:dev::p::t::set" }),
      );
      await runs.provider.diff("", recordOf(created), news);
      if (!isTarget) {
        const other = { zoneId: OTHER, ...settings, __provider: textOf("fraudSettings") };
        await runs.check({}, { ...other, __program: { sets: 1, urn: "urn:pulumi:dev::p::t::single" } });
      }
      await runs.interrupt();
      const isWarned = runs.lines.some((line) =>
        /gives up userProfiles, but not all of the program's/.test(line),
      );
      assert.equal(isWarned, isTarget, runs.lines.join("\n"));
    });
  }
});
