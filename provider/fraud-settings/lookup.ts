import * as pulumi from "@pulumi/pulumi";
import { lookupClient, whenConfigured } from "../cloudflare/lookup-client.js";
import type { LookupOptions } from "../cloudflare/lookup-options.js";
import { afterProgram } from "../program/program-errors.js";
import type { Criterion } from "./values.js";

/** Which zone to read. */
export interface GetFraudSettingsArgs {
  /** The zone: 32 lower-case hexadecimal characters. */
  zoneId: string;
}

/** {@link GetFraudSettingsArgs} with outputs of other resources. */
export interface GetFraudSettingsOutputArgs {
  /** The zone: 32 lower-case hexadecimal characters. */
  zoneId: pulumi.Input<string>;
}

/** All fraud detection settings of a zone. */
export interface GetFraudSettingsResult {
  /** The zone that was asked for. */
  zoneId: string;
  /** Whether Cloudflare keeps a profile of each user: `enabled` or `disabled`. */
  userProfiles: string;
  /** Expressions that find the user name in a request. `[]`: none. */
  usernameExpressions: string[];
  /** How to tell whether a login attempt succeeded or failed. */
  authenticationSettings: {
    /** The answers that mean a successful login. */
    successCriteria: Criterion;
    /** The answers that mean a failed login. */
    failureCriteria: Criterion;
  };
}

/**
 * Reads the fraud detection settings of a zone. Each call sends one GET. A setting that was never set shows as `disabled` or `[]`. It works
 * without the subscription. Token permission: "Fraud Detection Read".
 *
 * @throws CredentialsError, PermissionError, NotFoundError and the other errors of this package.
 */
export function getFraudSettings(
  args: GetFraudSettingsArgs,
  opts: LookupOptions = {},
): Promise<GetFraudSettingsResult> {
  return afterProgram(read(args, opts));
}

/** {@link getFraudSettings} for arguments that are outputs of other resources. */
export function getFraudSettingsOutput(
  args: GetFraudSettingsOutputArgs,
  opts: LookupOptions = {},
): pulumi.Output<GetFraudSettingsResult> {
  return pulumi
    .all([args?.zoneId, whenConfigured(opts)])
    .apply(([zoneId]) => getFraudSettings({ zoneId }, opts));
}

async function read(args: GetFraudSettingsArgs, opts: LookupOptions): Promise<GetFraudSettingsResult> {
  const [client, { readSettings }, { complete }, { requireIdentifier }] = await Promise.all([
    lookupClient(opts),
    import("./api.js"),
    import("./kind.js"),
    import("../cloudflare/account-or-zone-id.js"),
  ]);
  // A program in JavaScript may leave the arguments out.
  const zoneId = requireIdentifier("zoneId", args?.zoneId);
  const { userProfiles, usernameExpressions, ...authenticationSettings } = complete(
    await readSettings(client, zoneId),
  );
  return { zoneId, userProfiles, usernameExpressions, authenticationSettings };
}
