import assert from "node:assert/strict";
import { fault } from "../../emulator/index.js";
import { id } from "../support/ids.js";
import { fraudSet, ProviderRuns, recordOf, textOf } from "./provider-runs.js";

const [GOOD, BAD] = [id("b1"), id("b2")];
const zones = { [GOOD]: { userProfiles: "enabled" }, [BAD]: { userProfiles: "enabled" } };

describe("A set of which one zone has failed", function () {
  this.timeout(60_000);
  const runs = ProviderRuns.forEachTest({ zones: { [GOOD]: {}, [BAD]: {} } });
  const refusePuts = () =>
    runs.emulator.faults.add(fault.status(403), { method: "PUT", path: new RegExp(BAD) });

  it("previews what the next up overwrites, although the engine keeps the inputs as if all were done", async () => {
    refusePuts();
    const failed = await runs.create(fraudSet(zones));
    assert.ok(!failed.ok);
    await runs.begin();
    const news = await runs.check(fraudSet(zones), fraudSet(zones));
    // It has something to do, which no input tells.
    const diff = runs.provider.diff("FraudSettingsSet", recordOf(failed), news);
    await assert.rejects(diff, /diff decided about changes/);
    await runs.interrupt();
    assert.ok(
      runs.lines.some((line) => line.includes(`overwrites userProfiles: disabled → enabled in zone ${BAD}`)),
      runs.lines.join("\n"),
    );
    assert.ok(!runs.lines.some((line) => line.includes(GOOD)));
  });

  it("ends its update at Ctrl-C also where a rate limit holds back the looks of the preview before, and says nothing of those", async () => {
    refusePuts();
    const failed = await runs.create(fraudSet(zones));
    await runs.begin();
    const news = await runs.check(fraudSet(zones), fraudSet(zones));
    runs.emulator.faults.clear();
    runs.emulator.faults.add(fault.tooManyRequests({ retryAfter: 60 }));
    // From here on the limiter holds back all looks.
    const other = { zoneId: GOOD, usernameExpressions: [], __provider: textOf("fraudSettings") };
    await runs.check({}, other);
    await runs.provider.diff("FraudSettingsSet", recordOf(failed), news).catch(() => undefined);
    const updating = runs.provider.update("FraudSettingsSet", recordOf(failed), news);
    await runs.provider.cancel();
    assert.ok(!(await updating).ok);
    await runs.interrupt();
    assert.ok(!runs.lines.some((line) => line.includes("no answer in time")), runs.lines.join("\n"));
  });

  it("names its zones in the order of the program, although the first of them has answered last", async () => {
    runs.emulator.faults.add(fault.status(500), { path: new RegExp(GOOD), times: 1 });
    await runs.check({}, fraudSet(zones));
    await runs.interrupt();
    assert.match(runs.lines.join("\n"), new RegExp(`in 2 zones \\(${GOOD}, ${BAD}\\)`));
  });

  it("says of a delete what has been given back, and how to go on", async () => {
    const created = await runs.create(fraudSet(zones));
    assert.ok(created.ok);
    await runs.begin();
    refusePuts();
    const deleted = await runs.provider.delete(created.id, created.outputs);
    assert.match(
      deleted.ok ? "" : deleted.message,
      /^1 of 2 zones have been given back\. Run the same command again for the rest\. If the resource is to stay, run pulumi up --refresh\. 1 of 2 zones have failed:/,
    );
    // Pulumi shows the stack of whatever a provider throws, which is of no use to anybody who reads it.
    assert.doesNotMatch([deleted.ok ? "" : deleted.message, ...runs.lines].join("\n"), /^ +at /m);
  });
});
