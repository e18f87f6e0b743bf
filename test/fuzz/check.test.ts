import assert from "node:assert/strict";
import type { ResourceProvider } from "@pulumi/pulumi/dynamic";
import fc from "fast-check";
import { containsUnknown } from "../../provider/engine/unknown.js";
import { InvalidValueError } from "../../provider/errors.js";
import { fraudKind } from "../../provider/fraud-settings/kind.js";
import { behaviorsKind } from "../../provider/risk-behaviors/kind.js";
import { SnapshotProvider } from "../../provider/risk-model/provider.js";
import { singleLayout } from "../../provider/settings/inputs-and-state/single-layout.js";
import type { SettingsKind } from "../../provider/settings/kind.js";
import { providersOf } from "../../provider/settings/provider.js";
import type { Settings } from "../../provider/settings/settings.js";
import { accountId, zoneId } from "../support/arbitraries.js";
import { quietly } from "../support/quietly.js";
import { CORE, damaged, json, name, object, SECRET, text } from "./arbitraries.js";
import { cases, Share } from "./number-of-cases.js";
import { checkPrototypes } from "./unpolluted.js";

const level = { enabled: true, riskLevel: "high" };
const behaviors = {
  accountId,
  behaviors: object([
    ["imp_travel", level],
    ["__proto__", level],
    ["constructor", level],
  ]),
  onDestroy: "disable",
};
const fraud = {
  zoneId,
  userProfiles: "enabled",
  usernameExpressions: [SECRET, "lower(http.host)"],
  authenticationSettings: {
    successCriteria: { statusCodes: [302, 200, 200] },
    failureCriteria: { statusCodes: [401] },
  },
};

type Provider = ResourceProvider<object, object>;

/** Without credentials nobody is asked, and all that can be done without an answer is done. */
function configured(provider: Provider): Provider {
  void provider.configure?.({ config: { get: () => undefined, require: () => assert.fail() } });
  return provider;
}

const news = (valid: object) =>
  fc
    .oneof({ weight: 4, arbitrary: damaged(valid, name) }, { weight: 1, arbitrary: json(name) })
    .filter((value): value is object => isObject(value));

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

describe("Whatever a program declares", function () {
  this.timeout(0);
  const environment = { ...process.env };
  before(() => {
    for (const key of Object.keys(process.env)) {
      if (/^(CLOUDFLARE|APPGATE)_/.test(key)) {
        delete process.env[key];
      }
    }
  });
  after(() => void Object.assign(process.env, environment));

  let [accepted, compared] = [new Share(), new Share()];
  beforeEach(() => {
    [accepted, compared] = [new Share(), new Share()];
  });

  const resources = { RiskBehaviors: behaviors, FraudSettings: fraud };
  for (const [type, valid] of Object.entries(resources)) {
    it(`check of ${type} answers inputs or reasons, and shows no value`, async () => {
      const printed = await quietly(() =>
        fc.assert(
          fc.asyncProperty(news(valid), news(valid), async (olds, news) => {
            await (type === "RiskBehaviors"
              ? survives(behaviorsKind, olds, news)
              : survives(fraudKind, olds, news));
          }),
          cases,
        ),
      );
      assert.ok(!printed.includes(CORE), printed.slice(0, 200));
      accepted.assertAtLeast(1 / 3);
      compared.assertAtLeast(1 / 9);
      checkPrototypes();
    });
  }

  async function survives<S extends Settings>(
    feature: SettingsKind<S>,
    olds: object,
    news: object,
  ): Promise<void> {
    const provider = configured(providersOf(feature).single);
    const layout = singleLayout(feature);
    const recorded = layout.check(olds);
    // Olds have been through check: what it refuses is never recorded.
    const before = recorded.failures.length === 0 ? recorded.inputs : {};
    const { inputs = {}, failures = [] } = (await provider.check?.(before, news)) ?? {};
    for (const { property, reason } of failures) {
      assert.equal(property, "");
      assert.ok(reason !== "" && !reason.includes(CORE), reason);
    }
    accepted.count(failures.length === 0);
    if (failures.length > 0) {
      return;
    }
    assert.deepEqual(JSON.parse(JSON.stringify(inputs)), inputs, "not plain");
    assert.deepEqual(layout.check(inputs), { inputs, failures: [] }, "not normal");
    const isComparable = Object.keys(before).length > 0 && !containsUnknown(before);
    compared.count(isComparable);
    if (!isComparable) {
      return;
    }
    const id = layout.resourceId(layout.decode(before));
    const { replaces = [] } = (await provider.diff?.(id, { ...before, initial: {} }, inputs)) ?? {};
    assert.ok(replaces.length <= 1);
  }

  /** Checks, and compares what was accepted, as the engine does. */
  async function accepts(provider: Provider, olds: object, news: object): Promise<boolean> {
    const { inputs = {}, failures = [] } = (await provider.check?.(olds, news)) ?? {};
    for (const { reason } of failures) {
      assert.ok(reason !== "");
    }
    if (failures.length > 0) {
      return false;
    }
    assert.ok(isObject(await provider.diff?.("id", olds, inputs)));
    return true;
  }

  it("check and diff of RiskModelSnapshot do so too, whatever a state holds", async () => {
    const lines: string[] = [];
    const address = fc
      .oneof(fc.constant("https://c.example/admin"), text, json(name))
      .filter((value) => value !== SECRET);
    const declared = fc
      .tuple(address, name, json(name), fc.boolean())
      .map(([address, key, value, isOdd]) =>
        object([["address", address], ...(isOdd ? [[key, value] as const] : [])]),
      );
    await fc.assert(
      fc.asyncProperty(
        news({ address: "https://c.example/admin", model: {}, acknowledged: "x" }),
        declared,
        async (olds, news) => {
          const provider = configured(new SnapshotProvider((line) => lines.push(line)));
          const isAccepted = await accepts(provider, olds, news).catch((error: unknown) => {
            // A state that somebody has edited is refused in words.
            assert.ok(error instanceof InvalidValueError && !error.message.includes(CORE), String(error));
            return false;
          });
          accepted.count(isAccepted);
        },
      ),
      cases,
    );
    assert.ok(!lines.join().includes(CORE));
    accepted.assertAtLeast(1 / 7);
    checkPrototypes();
  });
});
