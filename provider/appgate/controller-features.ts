/** What is read of a Controller, in the words of messages. */
export interface ControllerFeature {
  /** What API versions before 17 do not have yet, and those from 25 on do not have any more. */
  readonly name: string;
  /** What a program must not use with a Controller that does not have it. */
  readonly users: string;
  /** What a user has to be allowed to view. */
  readonly target: string;
}

export const RISK_MODEL: ControllerFeature = {
  name: "the risk model",
  users: "getRiskModel and RiskModelSnapshot",
  target: "Risk Model",
};

export const SENSITIVITY: ControllerFeature = {
  name: "the sensitivity of entitlements",
  users: "getEntitlements",
  target: "Entitlement",
};
