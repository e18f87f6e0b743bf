import type { Entitlements } from "../../provider/entitlements/model.js";
import type { ModelFromApi } from "../../provider/risk-model/from-api.js";
import { entitlement, entitlements } from "./support.js";

const deny = { action: "Deny" };

const plus = (read: Entitlements, given: Parameters<typeof entitlement>[1]): Entitlements =>
  entitlements(...read.entitlements, entitlement("planted", given));

/** What nobody has a sensitivity in. */
const withoutSensitivity = ({ entitlements: all, ...rest }: Entitlements): Entitlements => ({
  ...rest,
  entitlements: all.map(({ sensitivity: _, ...one }) => ({ ...one, conditions: ["a"] })),
});

/** Each plants one defect into consistent entitlements, or the model; and what is found then: severity and code. */
export const ENTITLEMENT_DEFECTS: readonly (readonly [
  title: string,
  found: string,
  plant: (read: Entitlements) => Entitlements,
  model?: ModelFromApi,
])[] = [
  [
    "a sensitivity beside conditions",
    "warning sensitivity-and-conditions",
    (read) => plus(read, { sensitivity: "low", conditions: ["a"] }),
  ],
  ["a new sensitivity", "warning sensitivity-unknown", (read) => plus(read, { sensitivity: "critical" })],
  ["neither a sensitivity nor conditions", "warning no-access", (read) => plus(read, {})],
  [
    "a row that denies everybody",
    "warning denied-to-everybody",
    (read) => plus(read, { sensitivity: "high" }),
    { highSensitivity: { lowRisk: deny, mediumRisk: deny, highRisk: deny } },
  ],
  ["a model that decides nothing", "warning model-unused", withoutSensitivity],
  [
    "a Controller that may not tell sensitivities",
    "warning sensitivity-not-told",
    (read) => ({ ...withoutSensitivity(read), maxApiVersion: 25 }),
  ],
  ["a user who may view nothing", "warning nothing-visible", () => entitlements()],
  [
    "a list that is not whole",
    "warning list-incomplete",
    (read) => ({ ...read, total: read.entitlements.length + 1, complete: false }),
  ],
];
