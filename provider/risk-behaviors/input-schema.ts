import { Identifier } from "../cloudflare/account-or-zone-id.js";
import { either } from "../grammar.js";
import { required } from "../required-input.js";
import {
  OnDestroyInput,
  onlyThese,
  orUnknown,
  placesInput,
} from "../settings/inputs-and-state/validation.js";
import * as z from "../zod.js";
import { RISK_LEVELS } from "./risk-levels.js";

const DeclaredBehavior = onlyThese(
  {
    enabled: orUnknown(z.boolean(required("must be true or false"))),
    riskLevel: orUnknown(z.enum(RISK_LEVELS, required(`must be ${either(RISK_LEVELS)}`))),
    // The result of getRiskBehaviors can be declared as it is. These two fields cannot be set.
    name: z.unknown().optional(),
    description: z.unknown().optional(),
  },
  "must be an object with enabled and riskLevel",
).overwrite(({ enabled, riskLevel }) => ({ enabled, riskLevel }));

const BehaviorsInput = z.record(
  z.string().min(1, { error: "must not be empty: it is the key of a behavior" }),
  orUnknown(DeclaredBehavior),
  required("must be a map from behavior keys (imp_travel, …) to { enabled, riskLevel }"),
);

/** The inputs of a resource for one account. */
export const BehaviorInputs = onlyThese({
  accountId: orUnknown(Identifier),
  behaviors: orUnknown(BehaviorsInput),
  onDestroy: OnDestroyInput,
});

/** The inputs of a resource for many accounts. */
export const BehaviorSetInputs = onlyThese({
  accounts: placesInput(BehaviorsInput, "must be a map from account ids to behaviors"),
  onDestroy: OnDestroyInput,
});
