import assert from "node:assert/strict";
import fc from "fast-check";
import { entitlementFindings } from "../../provider/entitlements/findings.js";
import type { Entitlement, Entitlements } from "../../provider/entitlements/model.js";
import { type ModelFromApi, riskModel } from "../../provider/risk-model/from-api.js";
import { anyModel } from "../risk-model/arbitraries.js";
import { ENTITLEMENT_DEFECTS } from "./defects.js";
import { anyEntitlement, entitlement, entitlements } from "./support.js";

const deny = { action: "Deny" };
const model = (read: ModelFromApi = {}) =>
  riskModel({ highSensitivity: { highRisk: deny }, ...read }, { apiVersion: 23 });

/** At least one entitlement with a sensitivity, all with exactly one access control; disabled ones may be as they want. */
const consistent: fc.Arbitrary<Entitlements> = fc
  .tuple(
    fc.constantFrom("low", "medium", "high"),
    fc.array(
      fc.oneof(
        fc.constantFrom<Partial<Entitlement>[]>(
          { sensitivity: "low" },
          { sensitivity: "medium" },
          { sensitivity: "high" },
        ),
        fc.constantFrom<Partial<Entitlement>[]>({ conditions: ["a"] }, { conditions: ["a", "b"] }),
        fc.constantFrom<Partial<Entitlement>[]>(
          { disabled: true },
          { disabled: true, sensitivity: "critical", conditions: ["a"] },
        ),
      ),
    ),
  )
  .map(([sensitivity, others]) =>
    entitlements(
      entitlement("first", { sensitivity }),
      ...others.map((given, index) => entitlement(`e${index}`, given)),
    ),
  );

describe("entitlementFindings", () => {
  it("are none where each entitlement has one access control, on any version of the Controller", () => {
    fc.assert(
      fc.property(consistent, fc.constantFrom(undefined, 23, 25), (read, maxApiVersion) => {
        const told = maxApiVersion === undefined ? {} : { maxApiVersion };
        assert.deepEqual(entitlementFindings(model(), { ...read, ...told }), []);
      }),
    );
  });

  for (const [title, found, plant, read] of ENTITLEMENT_DEFECTS) {
    it(`find ${title}, and nothing else, wherever all else is consistent`, () => {
      fc.assert(
        fc.property(consistent, (posture) => {
          const all = entitlementFindings(model(read), plant(posture));
          assert.deepEqual(
            all.map(({ severity, code }) => `${severity} ${code}`),
            [found],
          );
        }),
      );
    });
  }

  it("do not say that there is nothing to view where the Controller says that there is", () => {
    const found = entitlementFindings(model(), { ...entitlements(), total: 5, complete: false });
    assert.deepEqual(
      found.map(({ code }) => code),
      ["list-incomplete"],
    );
  });

  it("do not say that nobody has access where a Controller may not tell the sensitivity that decides", () => {
    const read = entitlements(entitlement("payroll"), entitlement("wiki", { conditions: ["a"] }));
    const codes = (maxApiVersion: number) =>
      entitlementFindings(model(), { ...read, maxApiVersion }).map(({ code }) => code);
    assert.deepEqual(codes(24), ["no-access", "model-unused"]);
    assert.deepEqual(codes(25), ["sensitivity-not-told"]);
  });

  it("name the entitlements that they are about, so that they can be found in the console", () => {
    const [found] = entitlementFindings(
      model(),
      entitlements(entitlement("wiki"), entitlement("mail"), entitlement("payroll", { sensitivity: "high" })),
    );
    assert.deepEqual(found, {
      code: "no-access",
      severity: "warning",
      entitlements: [
        { id: "id-wiki", name: "wiki" },
        { id: "id-mail", name: "mail" },
      ],
      message:
        'The entitlements "wiki" and "mail" have neither a sensitivity nor conditions: nobody has access.',
      advice: "Choose an access control, or disable what nobody is to have.",
    });
  });

  it("are sentences on one line, the worst first, whatever a Controller has", () => {
    fc.assert(
      fc.property(anyModel, fc.array(anyEntitlement), fc.boolean(), (model, all, complete) => {
        const found = entitlementFindings(model, { ...entitlements(...all), complete });
        const order = found.map(({ severity }) => ["error", "warning", "info"].indexOf(severity));
        assert.deepEqual(order, [...order].sort());
        for (const { message, advice } of found) {
          for (const text of [message, advice]) {
            assert.match(text, /^[A-Z][^\p{Cc}]*\.$/u);
          }
        }
        assert.equal(new Set(found.map(({ code }) => code)).size, found.length);
      }),
    );
  });
});
