import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { serializeProperty, specialSigKey } from "@pulumi/pulumi/runtime/rpc.js";
import fc from "fast-check";
import type { PostureFraudArgs } from "../../provider/posture/args.js";
import { mergeFraud, mergeMaps } from "../../provider/posture/merge.js";
import {
  behaviorsLayer,
  enabledBehaviors,
  fraudLayer,
  given,
  plainBehaviors,
  plainFraud,
  type Said,
} from "./arbitraries.js";
import { behaviorsOf, fraudOf } from "./model.js";

type Map = pulumi.Input<Record<string, unknown> | null | undefined>;
type Fraud = pulumi.Input<PostureFraudArgs | null | undefined>;

/** As the engine gets it, without marks of secrets: what is not known yet is its mark. */
async function wire(value: unknown): Promise<unknown> {
  return opened(await serializeProperty("value", value, new Set()));
}

function opened(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return value;
  }
  if (specialSigKey in value && "value" in value) {
    return opened(value.value);
  }
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, opened(item)]));
}

const mergeBehaviors = (...layers: Said[]) => mergeMaps<unknown>(given<Map>(layers));
const mergeZone = (...layers: Said[]) => mergeFraud(given<Fraud>(layers));
const plain = (said: Said) => said.plain;

describe("Merging", () => {
  before(async () => {
    // Without it the SDK marks no secrets.
    await pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) });
  });

  it("of behaviors comes to what the documentation says, in whatever form values are given", async () => {
    const property = fc.asyncProperty(fc.array(behaviorsLayer, { maxLength: 3 }), async (layers) => {
      const topFirst = layers.map(plain).reverse();
      assert.deepEqual(await wire(mergeBehaviors(...layers)), behaviorsOf(topFirst));
    });
    await fc.assert(property, { numRuns: 300 });
  });

  it("of behaviors goes before what is enabled unless it is excepted, which no layer takes out as a whole", async () => {
    const property = fc.asyncProperty(
      fc.tuple(behaviorsLayer, behaviorsLayer),
      enabledBehaviors,
      async (layers, enabled) => {
        const [below] = given<Record<string, unknown>>([enabled]);
        const topFirst = layers.map(plain).reverse();
        const merged = await wire(mergeMaps<unknown>(given<Map>(layers), below));
        assert.deepEqual(merged, behaviorsOf(topFirst, enabled.plain));
      },
    );
    await fc.assert(property, { numRuns: 300 });
  });

  it("leaves what is enabled as it is where a whole layer is null, and takes out a behavior that is", () => {
    const enabled = { imp_travel: "low", high_dlp: "low" };
    assert.deepEqual(mergeMaps<string>([null, undefined], enabled), enabled);
    assert.deepEqual(mergeMaps<string>([{ imp_travel: "high" }, null], enabled), enabled);
    assert.deepEqual(mergeMaps<string>([null, { imp_travel: null }], enabled), { high_dlp: "low" });
    assert.deepEqual(mergeMaps<string>([{ imp_travel: null }, {}], enabled), { high_dlp: "low" });
  });

  it("of fraud settings comes to what the documentation says, in whatever form values are given", async () => {
    const property = fc.asyncProperty(fraudLayer, fraudLayer, async (baseline, own) => {
      // Both criteria may turn out not to be there.
      const merged = { authenticationSettings: {}, ...Object(await wire(mergeZone(baseline, own))) };
      assert.deepEqual(merged, { authenticationSettings: {}, ...fraudOf([own.plain, baseline.plain]) });
    });
    await fc.assert(property, { numRuns: 300 });
  });

  it("keeps a secret secret, and takes out what a secret says is not managed", async () => {
    const own = { imp_travel: pulumi.secret("high"), high_dlp: pulumi.secret(null) };
    const merged = await serializeProperty(
      "merged",
      mergeMaps<string>([{ high_dlp: "low" }, own]),
      new Set(),
    );
    assert.deepEqual(opened(merged), { imp_travel: "high" });
    assert.ok(specialSigKey in merged.imp_travel);
  });

  it("leaves what is plain plain, so that nothing has to be waited for", () => {
    fc.assert(
      fc.property(plainBehaviors, plainBehaviors, (baseline, own) => {
        assert.deepEqual(mergeBehaviors(baseline, own), behaviorsOf([own.plain, baseline.plain]));
      }),
    );
    fc.assert(
      fc.property(plainFraud, plainFraud, (baseline, own) => {
        assert.deepEqual(mergeZone(baseline, own), fraudOf([own.plain, baseline.plain]));
      }),
    );
  });

  it("with itself changes nothing, nor does a layer that says nothing", () => {
    const nothing = { plain: undefined, given: undefined };
    fc.assert(
      fc.property(plainBehaviors, plainFraud, (behaviors, fraud) => {
        for (const layers of [
          [behaviors, behaviors],
          [nothing, behaviors],
          [behaviors, nothing],
        ]) {
          assert.deepEqual(mergeBehaviors(...layers), mergeBehaviors(behaviors));
        }
        for (const layers of [
          [fraud, fraud],
          [nothing, fraud],
          [fraud, nothing],
        ]) {
          assert.deepEqual(mergeZone(...layers), mergeZone(fraud));
        }
      }),
    );
  });

  it("does not care in which order keys are written, and no key appears that nobody wrote", () => {
    fc.assert(
      fc.property(plainBehaviors, plainBehaviors, (baseline, own) => {
        const merged = mergeBehaviors(baseline, own);
        assert.deepEqual(mergeBehaviors(backwards(baseline), backwards(own)), merged);
        const written = [baseline, own].flatMap(({ given }) => Object.keys(Object(given ?? {})));
        assert.deepEqual(
          Object.keys(merged).filter((key) => !written.includes(key)),
          [],
        );
      }),
    );
  });
});

function backwards({ plain, given }: Said): Said {
  if (typeof given !== "object" || given === null) {
    return { plain, given };
  }
  return { plain, given: Object.fromEntries(Object.entries(given).reverse()) };
}
