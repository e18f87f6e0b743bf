import { z } from "zod";
import { parseBody } from "./parse-body.js";
import { Refusal } from "./refusal.js";
import { problemWithUsernameExpression } from "./username-expression.js";
import { type FraudSettings, USER_PROFILES, type ZoneState } from "./zone-state.js";

const Criterion = z.strictObject({
  kind: z.literal("status_code"),
  status_codes: z.array(z.int().min(100).max(599)).max(10).nullish(),
});

// The API says "Omit or set to null to leave unchanged" only about username_expressions. We assume that it holds for every field.
const FraudUpdate = z.strictObject({
  user_profiles: z.enum(USER_PROFILES).nullish(),
  username_expressions: z.array(z.string()).max(10).nullish(),
  authentication_settings: z
    .strictObject({ success_criteria: Criterion.nullish(), failure_criteria: Criterion.nullish() })
    .nullish(),
});

export type FraudUpdate = z.infer<typeof FraudUpdate>;
export type CriterionUpdate = z.infer<typeof Criterion>;

export function parseFraudUpdate(body: unknown): FraudUpdate {
  return parseBody(FraudUpdate, body, (mistakes) => badRequest(...mistakes));
}

/**
 * Without a subscription even `user_profiles: "disabled"` is refused, as seen on the real API (alchemy's tests). Clearing the expressions
 * is allowed, because those tests only mention non-empty ones.
 */
export function requireEntitlement(zone: ZoneState, update: FraudUpdate): void {
  if (zone.entitled) {
    return;
  }
  const setsExpressions = (update.username_expressions?.length ?? 0) > 0;
  if (update.user_profiles || setsExpressions || update.authentication_settings) {
    throw badRequest("A fraud detection subscription is required");
  }
}

export function requireValidExpressions({ username_expressions }: FraudUpdate): void {
  const problems = (username_expressions ?? []).flatMap((expression) => {
    const problem = problemWithUsernameExpression(expression);
    if (problem === undefined) {
      return [];
    }
    return [`'${expression}' is not a valid value for username because ${problem}`];
  });
  if (problems.length > 0) {
    throw badRequest(...problems);
  }
}

/**
 * A PUT can write or clear criteria only if user profiles are enabled after it. What the real API does to stored criteria when user
 * profiles become disabled is unknown. Here they are kept.
 */
export function requireValidCriteria(next: FraudSettings, update: FraudUpdate): void {
  if (!update.authentication_settings) {
    return;
  }
  if (next.user_profiles !== "enabled") {
    throw badRequest("authentication_settings requires user_profiles to be enabled");
  }
  const success = next.authentication_settings?.success_criteria?.status_codes ?? [];
  const failure = next.authentication_settings?.failure_criteria?.status_codes ?? [];
  const shared = success.filter((code) => failure.includes(code));
  if (shared.length > 0) {
    throw badRequest(
      `status codes must not overlap between success and failure criteria: ${shared.join(", ")}`,
    );
  }
}

/** One code and message for every mistake, including a missing subscription. Only `messages` gives the reason. */
function badRequest(...details: string[]): Refusal {
  return new Refusal(400, 10400, "Bad Request", details);
}
