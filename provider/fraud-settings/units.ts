/** HTTP status codes of the origin's answer by which a login attempt is told to have succeeded or failed. */
export interface Criterion {
  statusCodes: number[];
}

/** The units of a zone. */
export type FraudUnits = {
  /** `enabled` or `disabled`. */
  userProfiles: string;
  usernameExpressions: string[];
  successCriteria: Criterion;
  failureCriteria: Criterion;
};

/** The same, nested as a program writes it. */
export interface FraudValues {
  userProfiles?: string | undefined;
  usernameExpressions?: string[] | undefined;
  authenticationSettings?:
    | {
        successCriteria?: Criterion | undefined;
        failureCriteria?: Criterion | undefined;
      }
    | undefined;
}

export function flatten({
  userProfiles,
  usernameExpressions,
  authenticationSettings = {},
}: FraudValues): Partial<FraudUnits> {
  const { successCriteria, failureCriteria } = authenticationSettings;
  return {
    ...(userProfiles === undefined ? {} : { userProfiles }),
    ...(usernameExpressions === undefined ? {} : { usernameExpressions }),
    ...(successCriteria === undefined ? {} : { successCriteria }),
    ...(failureCriteria === undefined ? {} : { failureCriteria }),
  };
}

export function nest({ successCriteria, failureCriteria, ...rest }: Partial<FraudUnits>): FraudValues {
  const authenticationSettings = { successCriteria, failureCriteria };
  return successCriteria === undefined && failureCriteria === undefined
    ? rest
    : { ...rest, authenticationSettings };
}
