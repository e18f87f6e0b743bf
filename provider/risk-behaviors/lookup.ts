import * as pulumi from "@pulumi/pulumi";
import { lookupClient, whenConfigured } from "../cloudflare/lookup-client.js";
import type { LookupOptions } from "../cloudflare/lookup-options.js";
import { afterProgram } from "../program/program-errors.js";
import type { BehaviorDetails } from "./values.js";

/** Which account to read. */
export interface GetRiskBehaviorsArgs {
  /** The account: 32 lower-case hexadecimal characters. */
  accountId: string;
}

/** {@link GetRiskBehaviorsArgs} with outputs of other resources. */
export interface GetRiskBehaviorsOutputArgs {
  /** The account: 32 lower-case hexadecimal characters. */
  accountId: pulumi.Input<string>;
}

/** All risk behaviors of an account. */
export interface GetRiskBehaviorsResult {
  /** The account that was asked for. */
  accountId: string;
  /** All behaviors that the account has, managed or not, by key. */
  behaviors: Record<string, BehaviorDetails>;
}

/**
 * Reads all risk behaviors of an account. Each call sends one GET. Token permission: "Zero Trust Read".
 *
 * @throws CredentialsError, PermissionError, NotFoundError and the other errors of this package.
 */
export function getRiskBehaviors(
  args: GetRiskBehaviorsArgs,
  opts: LookupOptions = {},
): Promise<GetRiskBehaviorsResult> {
  return afterProgram(read(args, opts));
}

/** {@link getRiskBehaviors} for arguments that are outputs of other resources. */
export function getRiskBehaviorsOutput(
  args: GetRiskBehaviorsOutputArgs,
  opts: LookupOptions = {},
): pulumi.Output<GetRiskBehaviorsResult> {
  return pulumi
    .all([args?.accountId, whenConfigured(opts)])
    .apply(([accountId]) => getRiskBehaviors({ accountId }, opts));
}

async function read(args: GetRiskBehaviorsArgs, opts: LookupOptions): Promise<GetRiskBehaviorsResult> {
  const [client, { readBehaviors }, { requireIdentifier }] = await Promise.all([
    lookupClient(opts),
    import("./api.js"),
    import("../cloudflare/account-or-zone-id.js"),
  ]);
  // A program in JavaScript may leave the arguments out.
  const accountId = requireIdentifier("accountId", args?.accountId);
  return { accountId, behaviors: await readBehaviors(client, accountId) };
}
