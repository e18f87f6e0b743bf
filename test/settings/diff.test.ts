import assert from "node:assert/strict";
import { UNKNOWN } from "../../provider/engine/unknown.js";
import { behaviorsKind } from "../../provider/risk-behaviors/provider.js";
import { providersOf } from "../../provider/settings/provider.js";
import { accountId } from "../support/arbitraries.js";

describe("A resource whose account or zone", () => {
  const behaviors = { imp_travel: { enabled: true, riskLevel: "low" } };
  const replaces = async (id: string) => {
    const provider = providersOf(behaviorsKind).single;
    await provider.configure?.({ config: { get: () => undefined, require: () => assert.fail() } });
    const olds = { accountId, behaviors, initial: behaviors };
    return (await provider.diff?.(accountId, olds, { accountId: id, behaviors }))?.replaces;
  };

  it("is another one is replaced", async () => {
    assert.deepEqual(await replaces("b".repeat(32)), ["accountId"]);
  });

  it("is the same, or is not known yet, is not: the engine asks again when it is", async () => {
    assert.deepEqual(await replaces(accountId), []);
    assert.deepEqual(await replaces(UNKNOWN), []);
  });
});
