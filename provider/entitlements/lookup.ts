import * as pulumi from "@pulumi/pulumi";
import type { AppgateArgs } from "../appgate/connection.js";
import { type AppgateOutputArgs, appgateLookup } from "../appgate/lookup.js";
import { afterProgram } from "../program/program-errors.js";
import type { Entitlements } from "./model.js";

/** How to reach a Controller: the same as for `getRiskModel`. */
export type GetEntitlementsArgs = AppgateArgs;

/** {@link GetEntitlementsArgs} with outputs of other resources. */
export type GetEntitlementsOutputArgs = AppgateOutputArgs;

const read = appgateLookup<Entitlements>(async () => (await import("./api.js")).readEntitlements);

/**
 * Reads the entitlements of an Appgate SDP Controller with their sensitivity, which is the row of the risk model that decides about them.
 * The result has only the entitlements that the user may view: the Controller does not mention others. It only reads. A second call in a
 * program returns the same result without another request. {@link exposure} tells what the model does with them.
 *
 * Needs Appgate SDP 6.0 or newer. Sensitivity is deprecated since 6.5, in favour of Conditions, and API version 25 no longer has it: a
 * Controller that supports no older version is refused. Permission: "View" on "Entitlement", which may be limited to some of them.
 *
 * @param args How to reach the Controller. Omitted: from `appgate:…` in the stack's configuration, then from `APPGATE_…`.
 * @throws CredentialsError, PermissionError, InvalidValueError and the other errors of this package.
 */
export function getEntitlements(args: GetEntitlementsArgs = {}): Promise<Entitlements> {
  return afterProgram(read(args));
}

/** {@link getEntitlements} for arguments that are outputs of other resources. The answer is not secret, even if an argument is. */
export function getEntitlementsOutput(args: GetEntitlementsOutputArgs = {}): pulumi.Output<Entitlements> {
  return pulumi.unsecret(pulumi.output(args)).apply((known) => getEntitlements(known));
}
