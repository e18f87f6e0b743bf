import type { CloudflareClient, PutOptions } from "../cloudflare/client.js";
import * as z from "../zod.js";
import { concealing } from "./conceal.js";
import { type Criterion, normalizedCodes, normalizedExpression, type ZoneSettings } from "./values.js";

const WireCriterion = z.object({
  kind: z.literal("status_code"),
  status_codes: z.array(z.number()).nullish(),
});

// A zone without the subscription may answer null for a setting, or leave it out.
const Settings = z.object({
  user_profiles: z.string().nullish(),
  username_expressions: z.array(z.string()).nullish(),
  authentication_settings: z
    .object({ success_criteria: WireCriterion.nullish(), failure_criteria: WireCriterion.nullish() })
    .nullish(),
});

/** Reads the settings of a zone that the API lists. */
export async function readSettings(client: CloudflareClient, zoneId: string): Promise<Partial<ZoneSettings>> {
  return fromWire(await client.get(path(zoneId), Settings, { conceal: concealing([]) }));
}

/** Sets these settings and returns those that the API lists in its answer. */
export async function writeSettings(
  client: CloudflareClient,
  zoneId: string,
  settings: Partial<ZoneSettings>,
  options: Pick<PutOptions, "guard"> = {},
): Promise<Partial<ZoneSettings>> {
  const conceal = concealing(settings.usernameExpressions ?? []);
  return fromWire(await client.put(path(zoneId), toWire(settings), Settings, { ...options, conceal }));
}

function path(zoneId: string): string {
  return `/zones/${encodeURIComponent(zoneId)}/fraud_detection/settings`;
}

function fromWire(wire: z.output<typeof Settings>): Partial<ZoneSettings> {
  const { success_criteria, failure_criteria } = wire.authentication_settings ?? {};
  return {
    ...(wire.user_profiles ? { userProfiles: wire.user_profiles } : {}),
    ...(wire.username_expressions
      ? { usernameExpressions: wire.username_expressions.map(normalizedExpression) }
      : {}),
    ...(success_criteria ? { successCriteria: criterionFromWire(success_criteria) } : {}),
    ...(failure_criteria ? { failureCriteria: criterionFromWire(failure_criteria) } : {}),
  };
}

function criterionFromWire({ status_codes }: z.output<typeof WireCriterion>): Criterion {
  return { statusCodes: normalizedCodes(status_codes ?? []) };
}

function toWire({
  userProfiles,
  usernameExpressions,
  successCriteria,
  failureCriteria,
}: Partial<ZoneSettings>): object {
  const criteria = {
    ...(successCriteria === undefined ? {} : { success_criteria: criterionToWire(successCriteria) }),
    ...(failureCriteria === undefined ? {} : { failure_criteria: criterionToWire(failureCriteria) }),
  };
  return {
    ...(userProfiles === undefined ? {} : { user_profiles: userProfiles }),
    ...(usernameExpressions === undefined ? {} : { username_expressions: usernameExpressions }),
    ...(Object.keys(criteria).length === 0 ? {} : { authentication_settings: criteria }),
  };
}

function criterionToWire({ statusCodes }: Criterion): object {
  return { kind: "status_code", status_codes: statusCodes };
}
