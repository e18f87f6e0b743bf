import { type AppgateArgs, resolveAppgate } from "../../provider/appgate/connection.js";
import { readRiskModel } from "../../provider/risk-model/api.js";
import { type FindingSeverity, SEVERITIES } from "../../provider/risk-model/finding.js";
import { findings } from "../../provider/risk-model/findings.js";
import { type RenderOptions, renderRiskModel } from "../../provider/risk-model/picture/render.js";
import { fromEnvironment } from "../environment.js";
import { EXIT } from "../outcome.js";
import { print } from "../terminal/output.js";
import { tell } from "../terminal/tell.js";

type Connecting = Omit<AppgateArgs, "password" | "bearerToken" | "pem">;

export interface RiskModelOptions extends Connecting {
  readonly format: NonNullable<RenderOptions["format"]>;
  readonly failOn?: FindingSeverity;
}

/** Prints the heat map of a Controller's risk model, with its findings. */
export async function riskModel({ format, failOn, ...args }: RiskModelOptions): Promise<void> {
  const connection = fromEnvironment(() => resolveAppgate(args, () => undefined, process.env));
  if (connection.tls?.insecure) {
    tell(
      `warning: the certificate of ${connection.address.host} is not checked, and anybody in between can read the password.`,
    );
  }
  const model = await readRiskModel(connection, tell);
  await print(`${renderRiskModel(model, { format }).trimEnd()}\n`);
  const failing = failOn === undefined ? [] : SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1);
  const failed = findings(model).some(({ severity }) => failing.some((each) => each === severity));
  process.exitCode = failed ? EXIT.differs : EXIT.ok;
}
