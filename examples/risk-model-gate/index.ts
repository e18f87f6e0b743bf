import * as pulumi from "@pulumi/pulumi";
import * as risk from "pulumi-risk-posture";

const accountId = new pulumi.Config().require("accountId");

// A function, so that nothing is declared before the model is known.
export = async () => {
  const model = await risk.getRiskModel();

  for (const { severity, message, advice } of risk.findings(model)) {
    const log = severity === "info" ? pulumi.log.info : pulumi.log.warn;
    await log(`${message} ${advice}`);
  }

  // Detections that raise a user's risk are of use only if high risk has consequences. This stops the preview otherwise.
  risk.assertAction(model, { sensitivity: "high", risk: "high", action: "Deny" });

  new risk.RiskBehaviors("workforce", {
    accountId,
    behaviors: {
      imp_travel: { enabled: true, riskLevel: "high" },
      high_dlp: { enabled: true, riskLevel: "medium" },
    },
  });

  return { riskModel: risk.renderRiskModel(model, { format: "markdown" }) };
};
