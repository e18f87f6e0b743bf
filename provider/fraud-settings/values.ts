/** HTTP status codes of the origin's answer that mean a successful, or a failed, login attempt. */
export interface Criterion {
  /** 100 to 599, sorted, each once. `[]` means that there are none. */
  statusCodes: number[];
}

/** The settings of a zone. */
export type ZoneSettings = {
  /** `enabled` or `disabled`. */
  userProfiles: string;
  usernameExpressions: string[];
  successCriteria: Criterion;
  failureCriteria: Criterion;
};

/** Fraud settings as a program writes them. A setting that is absent is not managed, or was not set. */
export interface FraudValues {
  /** `enabled` or `disabled`. */
  userProfiles?: string;
  /** Expressions of the Rules language that find the user name in a request. */
  usernameExpressions?: string[];
  /** How to tell whether a login attempt succeeded or failed. */
  authenticationSettings?: {
    /** The answers that mean a successful login. */
    successCriteria?: Criterion;
    /** The answers that mean a failed login. */
    failureCriteria?: Criterion;
  };
}

export function flatten({ authenticationSettings, ...rest }: FraudValues): Partial<ZoneSettings> {
  return { ...rest, ...authenticationSettings };
}

export function nest({ successCriteria, failureCriteria, ...rest }: Partial<ZoneSettings>): FraudValues {
  const authenticationSettings = {
    ...(successCriteria === undefined ? {} : { successCriteria }),
    ...(failureCriteria === undefined ? {} : { failureCriteria }),
  };
  return Object.keys(authenticationSettings).length === 0 ? rest : { ...rest, authenticationSettings };
}

/** Sorts status codes and removes repetitions, as the API is documented to save them. Lists that mean the same are then equal. */
export function normalizedCodes(codes: readonly number[]): number[] {
  return [...new Set(codes)].sort((one, other) => one - other);
}

/** Trims an expression. The space around it has no meaning, and the API may or may not keep it. */
export function normalizedExpression(expression: string): string {
  return expression.trim();
}
