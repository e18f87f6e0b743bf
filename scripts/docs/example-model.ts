import { riskModel } from "../../provider/risk-model/from-api.js";
import type { RiskModel } from "../../provider/risk-model/model.js";

/** The model whose picture the README shows: a careful one with one mistake, and one cell that is not set. */
export function exampleModel(): RiskModel {
  const allow = { action: "Allow" };
  const deny = { action: "Deny", denyMessage: "Your device is at risk. Please contact the help desk." };
  const ask = {
    action: "AllowWithUserAction",
    userAction: {
      type: "OtpAuthentication",
      message: "Please enter the code that your phone shows.",
      claimSuffix: "risk",
      providerId: "4c07bc67-57ea-42dd-b702-c2d6c45419fc",
    },
  };
  return riskModel(
    {
      ztpRuleId: "device-health",
      lowSensitivity: { mediumRisk: allow, highRisk: ask },
      mediumSensitivity: { lowRisk: allow, mediumRisk: ask, highRisk: deny },
      highSensitivity: { lowRisk: ask, mediumRisk: allow, highRisk: deny },
    },
    { apiVersion: 23 },
  );
}
