import { textOf } from "../../provider/appgate/address.js";
import { type AppgateConnection, insecureWarning } from "../../provider/appgate/connection.js";
import { type FindingSeverity, SEVERITIES } from "../../provider/finding.js";
import { readRiskModel } from "../../provider/risk-model/api.js";
import type { Finding } from "../../provider/risk-model/finding.js";
import { findings } from "../../provider/risk-model/findings.js";
import type { RiskModel } from "../../provider/risk-model/model.js";
import { type RenderOptions, renderRiskModel } from "../../provider/risk-model/picture/render.js";
import { exitCodeFor } from "../exit.js";
import { json } from "../terminal/json.js";
import { log } from "../terminal/log.js";
import { print } from "../terminal/output.js";
import { type ConnectionOptions, connectionFrom } from "./connection.js";

export interface RiskModelOptions extends ConnectionOptions {
  readonly format: NonNullable<RenderOptions["format"]>;
  /** Whether to print JSON instead of the format. */
  readonly json?: boolean;
  readonly failOn?: FindingSeverity;
}

/** Prints the heat map of a Controller's risk model, with its findings. */
export async function riskModel({
  format,
  json: asJson = false,
  failOn,
  ...options
}: RiskModelOptions): Promise<void> {
  const connection = connectionFrom(options);
  const warning = insecureWarning(connection);
  if (warning !== undefined) {
    log(`warning: ${warning}`);
  }
  const model = await readRiskModel(connection, log);
  const found = findings(model);
  const output = asJson ? jsonReport(connection, model, found) : renderRiskModel(model, { format });
  await print(`${output.trimEnd()}\n`);
  const failing = failOn === undefined ? [] : SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1);
  const failed = found.some(({ severity }) => failing.some((each) => each === severity));
  process.exitCode = exitCodeFor({ isIncomplete: false, differs: failed });
}

/** The report that docs/schemas/risk-model.json describes. */
function jsonReport({ address }: AppgateConnection, model: RiskModel, found: readonly Finding[]): string {
  const { apiVersion, deprecated, riskSource, ztpRuleId, matrix } = model;
  return json({
    version: 1,
    address: textOf(address),
    apiVersion,
    deprecated,
    riskSource,
    ztpRuleId,
    matrix,
    findings: found,
  });
}
