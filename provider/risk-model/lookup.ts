import * as pulumi from "@pulumi/pulumi";
import type { AppgateArgs, AppgateConnection } from "../appgate/connection.js";
import { log } from "../engine/log.js";
import { memoize } from "../memoize.js";
import { afterProgram } from "../program/after-program.js";
import { PerRun } from "../program/per-run.js";
import { stackConfig } from "../program/stack-config.js";
import type { RiskModel } from "./model.js";

export type { AppgateArgs as GetRiskModelArgs };

/** {@link GetRiskModelArgs} with outputs of other resources. */
export type GetRiskModelOutputArgs = {
  [Name in keyof AppgateArgs]: pulumi.Input<NonNullable<AppgateArgs[Name]>>;
};

type Reads = Map<string, Promise<RiskModel>>;

/** One read for one connection, however often and from wherever in the program it is asked for. */
const reads = new PerRun<Reads>(() => new Map());
const readsOutsideOfRuns: Reads = new Map();

/**
 * Reads the risk model of an Appgate SDP Controller: which action a user's risk leads to, by the sensitivity of an entitlement. It
 * only reads. A program that calls it again gets the same model without another request.
 *
 * Needs Appgate SDP 6.0 or newer. The vendor calls the risk model deprecated since 6.5, in favour of Conditions, and API version 25
 * does not have it any more. Permission: "View" on "Risk Model".
 *
 * @param args How to reach the Controller. Omitted: from `appgate:…` in the stack's configuration, then from `APPGATE_…`.
 * @throws CredentialsError, PermissionError, NotFoundError, InvalidValueError and the other errors of this package.
 */
export function getRiskModel(args: AppgateArgs = {}): Promise<RiskModel> {
  return afterProgram(readOnce(args));
}

/** {@link getRiskModel} for arguments that are outputs of other resources. The model is not secret, even if an argument is. */
export function getRiskModelOutput(args: GetRiskModelOutputArgs = {}): pulumi.Output<RiskModel> {
  return pulumi.unsecret(pulumi.output(args)).apply((known) => getRiskModel(known));
}

async function readOnce(args: AppgateArgs): Promise<RiskModel> {
  const [{ resolveAppgate }, { readRiskModel }] = await Promise.all([
    import("../appgate/connection.js"),
    import("./api.js"),
  ]);
  const connection = resolveAppgate(args, stackConfig, process.env);
  return memoize(reads.current() ?? readsOutsideOfRuns, JSON.stringify(connection), async () => {
    const [model] = await Promise.all([
      readRiskModel(connection, (text) => log({ text })),
      warnIfInsecure(connection),
    ]);
    return model;
  });
}

async function warnIfInsecure({ address, tls }: AppgateConnection): Promise<void> {
  if (tls?.insecure) {
    await pulumi.log.warn(
      `appgate:insecure is set: the certificate of ${address.host} is not checked, and anybody in between can read the password.`,
    );
  }
}
