/** The outcome when a user of one risk level asks for an entitlement of one sensitivity. */
export interface Risk {
  action?: "Allow" | "Deny" | "AllowWithUserAction" | null;
  denyMessage?: string | null;
  userAction?: UserAction | null;
}

/** What a user has to do first if the action is AllowWithUserAction. */
export interface UserAction {
  type: "OtpAuthentication" | "PasswordAuthentication";
  message: string;
  claimSuffix?: string | null;
  providerId?: string | null;
}

/** The outcomes for users of each risk level who ask for an entitlement of one sensitivity. */
export interface Sensitivity {
  lowRisk?: Risk | null;
  mediumRisk?: Risk | null;
  highRisk?: Risk | null;
}

/**
 * The risk model as the Controller stores it. Any part may be missing. The API's description does not allow null. It is accepted here
 * because no public capture shows how a Controller sends unset parts, and its own Go client accepts both.
 */
export interface RiskModel {
  /** The rule of the Zero Trust Platform that provides the score. Without it a user claim script provides the score. */
  ztpRuleId?: string | null;
  lowSensitivity?: Sensitivity | null;
  mediumSensitivity?: Sensitivity | null;
  highSensitivity?: Sensitivity | null;
}

/** A careful model: stricter for more sensitive entitlements and for riskier users. */
export function exampleRiskModel(): RiskModel {
  const allow: Risk = { action: "Allow" };
  const deny: Risk = { action: "Deny", denyMessage: "Your device is at risk. Please contact the help desk." };
  const askAgain: Risk = {
    action: "AllowWithUserAction",
    userAction: {
      type: "PasswordAuthentication",
      message: "This resource requires you to enter your password again",
      claimSuffix: "risk",
      providerId: "4c07bc67-57ea-42dd-b702-c2d6c45419fc",
    },
  };
  return structuredClone({
    lowSensitivity: { lowRisk: allow, mediumRisk: allow, highRisk: askAgain },
    mediumSensitivity: { lowRisk: allow, mediumRisk: askAgain, highRisk: deny },
    highSensitivity: { lowRisk: askAgain, mediumRisk: deny, highRisk: deny },
  });
}

const SENSITIVITIES = ["lowSensitivity", "mediumSensitivity", "highSensitivity"] as const;
const RISKS = ["lowRisk", "mediumRisk", "highRisk"] as const;

/** The model with the parts replaced that the change contains. */
export function mergeRiskModel(model: RiskModel, change: RiskModel): RiskModel {
  const merged = { ...model, ...change };
  for (const name of SENSITIVITIES) {
    const [old, changed] = [model[name], change[name]];
    if (old && changed) {
      merged[name] = mergeSensitivity(old, changed);
    }
  }
  return merged;
}

function mergeSensitivity(sensitivity: Sensitivity, change: Sensitivity): Sensitivity {
  const merged = { ...sensitivity, ...change };
  for (const name of RISKS) {
    const changed = change[name];
    if (changed) {
      merged[name] = { ...sensitivity[name], ...changed };
    }
  }
  return merged;
}

const ADDED_IN_VERSION = 17;
const RULE_ID_ADDED_IN_VERSION = 18;
const REMOVED_IN_VERSION = 25;

/** The risk model in one API version, or undefined if that version does not have the path. */
export function riskModelInVersion(model: RiskModel, version: number): RiskModel | undefined {
  if (version < ADDED_IN_VERSION || version >= REMOVED_IN_VERSION) {
    return undefined;
  }
  if (version >= RULE_ID_ADDED_IN_VERSION) {
    return model;
  }
  const { ztpRuleId: _, ...withoutRuleId } = model;
  return withoutRuleId;
}
