import * as pulumi from "@pulumi/pulumi";
import { lookupClient, whenConfigured } from "../cloudflare/lookup-client.js";
import type { LookupOptions } from "../cloudflare/lookup-options.js";
import { afterProgram } from "../program/program-errors.js";
import type { AccessRiskRules } from "./model.js";

/** Which account to read. */
export interface GetAccessRiskRulesArgs {
  /** The account: 32 lower-case hexadecimal characters. */
  accountId: string;
}

/** {@link GetAccessRiskRulesArgs} with outputs of other resources. */
export interface GetAccessRiskRulesOutputArgs {
  /** The account: 32 lower-case hexadecimal characters. */
  accountId: pulumi.Input<string>;
}

/** What Cloudflare Access does with users' risk scores in an account. */
export interface GetAccessRiskRulesResult extends AccessRiskRules {
  /** The account that was asked for. */
  accountId: string;
}

/**
 * Reads the Access policies of an account that use the user's risk score. For each policy it tells the decision, the rules with their
 * levels and groups, and how many applications have it. {@link accessFindings} finds problems in the result.
 *
 * It reads all pages of policies, applications and groups: one GET for each 1,000 of each kind, and one more for each application whose
 * policies do not come with it. Rules on anything but the risk score, groups and everyone are dropped unread, since they name people.
 * Credentials that may view only a part of the lists get that part, and Cloudflare does not say so.
 *
 * Token permissions, both on the account: "Access: Apps and Policies Read" and "Access: Organizations, Identity Providers, and Groups
 * Read". Needs a plan with Cloudflare Access; the risk score in policies is for Enterprise.
 *
 * @throws CredentialsError, PermissionError, NotFoundError and the other errors of this package.
 */
export function getAccessRiskRules(
  args: GetAccessRiskRulesArgs,
  opts: LookupOptions = {},
): Promise<GetAccessRiskRulesResult> {
  return afterProgram(read(args, opts));
}

/** {@link getAccessRiskRules} for arguments that are outputs of other resources. */
export function getAccessRiskRulesOutput(
  args: GetAccessRiskRulesOutputArgs,
  opts: LookupOptions = {},
): pulumi.Output<GetAccessRiskRulesResult> {
  return pulumi
    .all([args?.accountId, whenConfigured(opts)])
    .apply(([accountId]) => getAccessRiskRules({ accountId }, opts));
}

async function read(args: GetAccessRiskRulesArgs, opts: LookupOptions): Promise<GetAccessRiskRulesResult> {
  const [client, { readAccess }, { riskRulesIn }, { requireIdentifier }] = await Promise.all([
    lookupClient(opts),
    import("./api.js"),
    import("./risk-policies.js"),
    import("../cloudflare/account-or-zone-id.js"),
  ]);
  // A program in JavaScript may leave the arguments out.
  const accountId = requireIdentifier("accountId", args?.accountId);
  return { accountId, ...riskRulesIn(await readAccess(client, accountId)) };
}
