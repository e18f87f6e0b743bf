import fc from "fast-check";
import type { Entitlement, Entitlements } from "../../provider/entitlements/model.js";

export function entitlement(name: string, given: Partial<Entitlement> = {}): Entitlement {
  return { id: `id-${name}`, name, disabled: false, conditions: [], conditionLogic: "and", ...given };
}

export function entitlements(...all: Entitlement[]): Entitlements {
  return { entitlements: all, total: all.length, complete: true, apiVersion: 23 };
}

const sensitivity = fc.oneof(
  fc.constantFrom("low", "medium", "high"),
  fc.constantFrom("critical", "toString", "__proto__", ""),
);

/** Whatever a Controller may have. */
export const anyEntitlement: fc.Arbitrary<Entitlement> = fc
  .record({
    name: fc.string({ unit: "binary" }),
    disabled: fc.boolean(),
    conditions: fc.array(fc.string(), { maxLength: 2 }),
    sensitivity: fc.option(sensitivity, { nil: undefined }),
  })
  .map(({ name, disabled, conditions, sensitivity }) => ({
    name,
    disabled,
    conditions,
    conditionLogic: "and",
    ...(sensitivity === undefined ? {} : { sensitivity }),
  }));
