import * as pulumi from "@pulumi/pulumi";
import type { AppgateArgs } from "../appgate/connection.js";
import { type AppgateOutputArgs, appgateLookup } from "../appgate/lookup.js";
import { afterProgram } from "../program/program-errors.js";
import type { RiskModel } from "./model.js";

export type { AppgateArgs as GetRiskModelArgs, AppgateOutputArgs as GetRiskModelOutputArgs };

const read = appgateLookup<RiskModel>(async () => (await import("./api.js")).readRiskModel);

/**
 * Reads the risk model of an Appgate SDP Controller: which action a user's risk leads to, by the sensitivity of an entitlement. It only
 * reads. A second call in a program returns the same model without another request.
 *
 * Needs Appgate SDP 6.0 or newer. The vendor calls the risk model deprecated since 6.5, in favour of Conditions, and API version 25 no
 * longer has it. Permission: "View" on "Risk Model".
 *
 * @param args How to reach the Controller. Omitted: from `appgate:…` in the stack's configuration, then from `APPGATE_…`.
 * @throws CredentialsError, PermissionError, NotFoundError, InvalidValueError and the other errors of this package.
 */
export function getRiskModel(args: AppgateArgs = {}): Promise<RiskModel> {
  return afterProgram(read(args));
}

/** {@link getRiskModel} for arguments that are outputs of other resources. The model is not secret, even if an argument is. */
export function getRiskModelOutput(args: AppgateOutputArgs = {}): pulumi.Output<RiskModel> {
  return pulumi.unsecret(pulumi.output(args)).apply((known) => getRiskModel(known));
}
