import assert from "node:assert/strict";
import { UNKNOWN } from "../../provider/engine/unknown.js";
import { id } from "../support/ids.js";
import type { Json } from "../support/json.js";
import { ProviderRuns, recordOf, textOf } from "./provider-runs.js";

const ACCOUNT = id("a1");
const OTHER = id("a2");
const declaring = (behaviors: Json, accountId = ACCOUNT) => ({
  accountId,
  behaviors,
  __provider: textOf("riskBehaviors"),
});
const enabled = { imp_travel: { enabled: true, riskLevel: "low" } };

describe("A preview of a change", function () {
  this.timeout(60_000);
  const runs = ProviderRuns.forEachTest({ accounts: { [ACCOUNT]: {}, [OTHER]: {} } });

  /** The lines of a preview in which the program declares other behaviors than before. */
  async function previewed(behaviors: Json): Promise<string> {
    const created = await runs.create(declaring(enabled));
    await runs.begin();
    const news = await runs.check(declaring(enabled), declaring(behaviors));
    await runs.provider.diff(ACCOUNT, recordOf(created), news);
    await runs.interrupt();
    return runs.lines.join("\n");
  }

  it("tells what is given back of what leaves", async () => {
    assert.match(await previewed({}), /gives back imp_travel: enabled, low → disabled, high/);
  });

  it("tells what is overwritten of what comes, and nothing of what is managed already: Pulumi shows that", async () => {
    const high = { enabled: true, riskLevel: "high" };
    await runs.create(declaring(enabled));
    await runs.begin();
    await runs.check(declaring(enabled), declaring({ imp_travel: high, high_dlp: high }));
    await runs.interrupt();
    const told = runs.lines.join("\n");
    assert.match(told, /overwrites high_dlp: disabled, medium → enabled, high/);
    assert.ok(!told.includes("imp_travel"), told);
  });

  it("tells nothing of what leaves as long as it is not known what is declared", async () => {
    const told = await previewed(UNKNOWN);
    assert.match(told, /cannot tell yet what is overwritten or given back/);
    assert.ok(!told.includes("gives back"), told);
  });

  it("does not warn of what is given back as long as it is not known whether it is", async () => {
    const created = await runs.create(declaring(enabled));
    await runs.begin();
    const another = { __program: { urn: "urn:pulumi:dev::p::t::beta", siblings: { [ACCOUNT]: 2 } } };
    const inputs = { ...declaring({}), onDestroy: UNKNOWN };
    const news = await runs.check(declaring(enabled), { ...inputs, ...another });
    await runs.provider.diff(ACCOUNT, recordOf(created), news);
    await runs.interrupt();
    const told = runs.lines.join("\n");
    assert.match(told, /cannot tell yet what imp_travel becomes: onDestroy is not known/);
    assert.ok(!told.includes("gives up"), told);
  });

  it("warns if a resource that was not looked at may have what leaves: that one will not notice", async () => {
    const created = await runs.create(declaring(enabled));
    await runs.begin();
    const another = { __program: { urn: "urn:pulumi:dev::p::t::beta", siblings: { [ACCOUNT]: 2 } } };
    const news = await runs.check(declaring(enabled), { ...declaring({}), ...another });
    await runs.provider.diff(ACCOUNT, recordOf(created), news);
    await runs.interrupt();
    const told = runs.lines.join("\n");
    assert.match(told, /gives back imp_travel: enabled, low → disabled, high/);
    assert.match(
      told,
      /gives up imp_travel, but not all of the program's resources for the same account were looked at .* run pulumi up without --target\./,
    );
  });

  it("tells nothing of what only inputs from before do not declare: up --refresh --run-program compares with these", async () => {
    const created = await runs.create(declaring(enabled));
    await runs.begin();
    await runs.check({}, declaring(enabled, OTHER));
    await runs.provider.diff(ACCOUNT, recordOf(created), declaring({}));
    await runs.check(declaring({}), declaring(enabled));
    await runs.interrupt();
    const told = runs.lines.join("\n");
    assert.ok(!/gives back|leaves/.test(told), told);
  });
});
