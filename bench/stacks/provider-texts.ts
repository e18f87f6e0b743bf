import path from "node:path";
import type { Kind } from "./kinds.js";

const FLOOR = path.join(__dirname, "../programs/floor-provider.js");

/** The text of `__provider` for a provider process that runs in this repository. */
export function providerText(contestant: "ours" | "floor", kind: Kind): string {
  if (contestant === "floor") return `exports.handler=()=>require(${JSON.stringify(FLOOR)}).provider`;
  const handler = kind === "FraudSettings" ? "fraudSettings" : "riskBehaviors";
  return `exports.handler=()=>require("pulumi-risk-posture/handlers").${handler}`;
}
