import { findings } from "../../provider/risk-model/findings.js";
import { messageOf } from "../outcome.js";
import type { Compared } from "./compare.js";
import type { Connection } from "./connections.js";
import type { ReportFinding, RiskModelStatus } from "./report.js";

/** What was looked at beside the settings. */
export interface Evidence {
  readonly riskModels: readonly RiskModelStatus[];
  readonly findings: readonly ReportFinding[];
  /** What could not be looked at, in sentences. */
  readonly notes: readonly string[];
}

/** The risk models that the stack's snapshots have been compared with, and those that a configuration or the environment leads to. */
export async function riskModels(
  compared: readonly Compared[],
  connections: readonly Connection[],
): Promise<Evidence> {
  const recorded = compared.flatMap(({ riskModel, status }) =>
    riskModel === undefined ? [] : [{ ...riskModel, source: status.source }],
  );
  const known = new Set(recorded.map(({ address }) => address));
  const others = await Promise.all(
    connections.map(async ({ appgate, controller }): Promise<RiskModelStatus | string | undefined> => {
      const address = controller();
      if (address === undefined || known.has(address)) {
        return undefined;
      }
      known.add(address);
      try {
        return { address, model: await appgate.read(address) };
      } catch (error) {
        return `The risk model of ${address} could not be read: ${messageOf(error)}`;
      }
    }),
  );
  const models = [
    // Two snapshots of one Controller have one model.
    ...new Map(recorded.filter(({ secret }) => !secret).map((each) => [each.address, each])).values(),
    ...others.filter((each) => typeof each === "object").map((each) => ({ ...each, source: undefined })),
  ];
  return {
    riskModels: models.map(({ address, model }) => ({ address, model })),
    findings: models.flatMap(({ address, model, source }) =>
      findings(model).map(({ code, severity, message, advice }) => ({
        topic: "risk model",
        where: address,
        ...(source === undefined ? {} : { source }),
        code,
        severity,
        message,
        advice,
      })),
    ),
    notes: others.filter((each) => typeof each === "string"),
  };
}
