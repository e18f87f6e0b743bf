/** HTTP status codes of the origin's answer by which a login attempt is told to have succeeded or failed. */
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
  /** How a login attempt is told to have succeeded or failed. */
  authenticationSettings?: {
    /** The answers of a login that succeeded. */
    successCriteria?: Criterion;
    /** The answers of a login that failed. */
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

/** Status codes as the API documents to save them: sorted, each once. So they are equal where they mean the same. */
export function savedCodes(codes: readonly number[]): number[] {
  return [...new Set(codes)].sort((one, other) => one - other);
}

/** An expression without the space around it, which means nothing and which the API may or may not keep. */
export function savedExpression(expression: string): string {
  return expression.trim();
}
