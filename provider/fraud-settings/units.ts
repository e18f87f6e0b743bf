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
  userProfiles?: string;
  usernameExpressions?: string[];
  authenticationSettings?: {
    successCriteria?: Criterion;
    failureCriteria?: Criterion;
  };
}

export function flatten({ authenticationSettings, ...rest }: FraudValues): Partial<FraudUnits> {
  return { ...rest, ...authenticationSettings };
}

export function nest({ successCriteria, failureCriteria, ...rest }: Partial<FraudUnits>): FraudValues {
  const authenticationSettings = {
    ...(successCriteria === undefined ? {} : { successCriteria }),
    ...(failureCriteria === undefined ? {} : { failureCriteria }),
  };
  return Object.keys(authenticationSettings).length === 0 ? rest : { ...rest, authenticationSettings };
}
