import { Identifier } from "../cloudflare/account-or-zone-id.js";
import { containsUnknown, isUnknown, type Unknown } from "../engine/unknown.js";
import { either } from "../grammar.js";
import { required } from "../required-input.js";
import {
  OnDestroyInput,
  onlyThese,
  orUnknown,
  placesInput,
  withoutAbsent,
} from "../settings/inputs-and-state/validation.js";
import * as z from "../zod.js";
import { normalizedCodes, normalizedExpression } from "./values.js";

export const USER_PROFILES = ["enabled", "disabled"] as const;
const MOST_EXPRESSIONS = 10;
const MOST_STATUS_CODES = 10;

type StatusCodes = (number | Unknown)[];

const STATUS_CODE = { error: "must be an HTTP status code, 100 to 599" };
const StatusCode = z.int(STATUS_CODE).min(100, STATUS_CODE).max(599, STATUS_CODE);

const CriterionInput = onlyThese(
  {
    statusCodes: orUnknown(
      z
        .array(orUnknown(StatusCode), required("must be a list of HTTP status codes"))
        .overwrite((codes) => (allKnown(codes) ? normalizedCodes(codes) : codes))
        .refine((codes) => countKnown(codes) <= MOST_STATUS_CODES, {
          error: `must hold at most ${MOST_STATUS_CODES} status codes`,
        }),
    ),
  },
  "must be an object with statusCodes",
);

const Authentication = onlyThese(
  {
    successCriteria: orUnknown(CriterionInput).nullish(),
    failureCriteria: orUnknown(CriterionInput).nullish(),
  },
  "must be an object with successCriteria and failureCriteria",
);

const Expressions = z
  .array(
    orUnknown(
      z
        .string({ error: "must be an expression, as text" })
        .overwrite(normalizedExpression)
        .min(1, { error: "must not be empty" }),
    ),
    {
      error: "must be a list of expressions",
    },
  )
  .refine((expressions) => expressions.length <= MOST_EXPRESSIONS, {
    error: `must hold at most ${MOST_EXPRESSIONS} expressions`,
  });

const SETTINGS = {
  userProfiles: orUnknown(z.enum(USER_PROFILES, { error: `must be ${either(USER_PROFILES)}` })).nullish(),
  usernameExpressions: orUnknown(Expressions).nullish(),
  authenticationSettings: orUnknown(Authentication).nullish(),
};

/** The inputs of a resource for one zone. */
export const FraudInputs = onlyThese({
  zoneId: orUnknown(Identifier),
  ...SETTINGS,
  onDestroy: OnDestroyInput,
})
  .check(refuseContradictions)
  .overwrite(withoutEmptyCriteria);

/** The inputs of a resource for many zones. */
export const FraudSetInputs = onlyThese({
  zones: placesInput(
    onlyThese(SETTINGS, "must be an object with the settings of the zone")
      .check(refuseContradictions)
      .overwrite((settings) => withoutAbsent(withoutEmptyCriteria(settings))),
    "must be a map from zone ids to settings",
  ),
  onDestroy: OnDestroyInput,
});

function withoutEmptyCriteria<T extends Pick<Contradictory, "authenticationSettings">>(settings: T): T {
  const { authenticationSettings } = settings;
  return isUnknown(authenticationSettings)
    ? settings
    : { ...settings, authenticationSettings: declaredOnly(authenticationSettings) };
}

/** Codes keep their order if one is unknown: it may turn out to be any. */
function allKnown(codes: StatusCodes): codes is number[] {
  return !containsUnknown(codes);
}

/** The number of different known codes. Unknown codes do not count: they may turn out to be repetitions. */
function countKnown(codes: StatusCodes): number {
  return new Set(codes.filter((code) => !isUnknown(code))).size;
}

interface Contradictory {
  readonly userProfiles?: string | null | undefined;
  readonly authenticationSettings?: z.output<typeof Authentication> | Unknown | null | undefined;
}

/** Refuses settings that the API would refuse whatever the live settings are. */
function refuseContradictions({ value, issues }: z.core.ParsePayload<Contradictory>): void {
  const { userProfiles, authenticationSettings } = value;
  if (isUnknown(authenticationSettings)) {
    return;
  }
  const success = knownCodes(authenticationSettings?.successCriteria);
  const failure = knownCodes(authenticationSettings?.failureCriteria);
  const refuse = (criterion: string, message: string) => {
    const path = ["authenticationSettings", criterion, "statusCodes"];
    issues.push({ code: "custom", path, message, input: value });
  };
  const shared = failure.filter((code) => success.includes(code));
  if (shared.length > 0) {
    refuse("failureCriteria", `must not hold what successCriteria holds too (${shared.length} in common)`);
  }
  if (userProfiles === "disabled") {
    for (const [criterion, codes] of Object.entries({ successCriteria: success, failureCriteria: failure })) {
      if (codes.length > 0) {
        refuse(criterion, 'needs userProfiles to be "enabled"');
      }
    }
  }
}

function knownCodes(criterion: z.output<typeof CriterionInput> | Unknown | null | undefined): StatusCodes {
  return criterion && !isUnknown(criterion) && !isUnknown(criterion.statusCodes)
    ? criterion.statusCodes.filter((code) => !isUnknown(code))
    : [];
}

/** Drops criteria that are `null`, and the whole object if no criterion is left. */
function declaredOnly(settings: z.output<typeof Authentication> | null | undefined) {
  const { successCriteria, failureCriteria } = settings ?? {};
  const declared = {
    ...(successCriteria ? { successCriteria } : {}),
    ...(failureCriteria ? { failureCriteria } : {}),
  };
  return Object.keys(declared).length === 0 ? undefined : declared;
}
