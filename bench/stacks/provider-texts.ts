import path from "node:path";
import type { Kind } from "./kinds.js";

const PROGRAMS = path.join(__dirname, "../programs");

/** The text of `__provider` for a provider process that runs in this repository. */
export function providerText(contestant: "ours" | "floor" | "least", kind: Kind): string {
  if (contestant !== "ours") {
    const file = path.join(PROGRAMS, `${contestant}-provider.js`);
    return `exports.handler=()=>require(${JSON.stringify(file)}).provider`;
  }
  const handler = kind === "FraudSettings" ? "fraudSettings" : "riskBehaviors";
  return `exports.handler=()=>require("pulumi-risk-posture/handlers").${handler}`;
}
