import { z } from "zod";

const Entitlement = z.strictObject({
  id: z.string(),
  name: z.string(),
  riskSensitivity: z
    .enum(["Low", "Medium", "High"])
    .exactOptional()
    .describe("The row of the risk model that decides. Default: none, conditions decide"),
  conditions: z.array(z.string()).exactOptional().describe("Ids of conditions. Default: none"),
  conditionLogic: z.enum(["and", "or"]).exactOptional().describe('Default: "and"'),
  disabled: z.boolean().exactOptional().describe("Default: false"),
  tags: z
    .array(z.string())
    .exactOptional()
    .describe("A privilege can be limited to entitlements with these tags. Default: none"),
});

/** The entitlements in a seed or a drift. */
export const entitlements = z
  .array(Entitlement)
  .exactOptional()
  .describe("Default: one of each sensitivity, and one without");
