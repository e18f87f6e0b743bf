/** What is read from a Controller, in the words of messages. */
export interface ControllerFeature {
  /** The feature, as messages name it. API versions before 17 and from 25 on do not have it. */
  readonly name: string;
  /** The functions and resources that need it. */
  readonly users: string;
  /** The target of the "View" permission that the user needs. */
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
