import type { Level } from "../risk-model/model.js";

/** An entitlement, as people find it in the console. */
export interface EntitlementName {
  /** Its id; absent if the Controller does not tell it. */
  id?: string;
  /** Its name. */
  name: string;
}

/** An entitlement, and what decides who may use it. */
export interface Entitlement extends EntitlementName {
  /** Name of its site; absent if the Controller does not tell it. */
  siteName?: string;
  /** Whether authorization ignores it. */
  disabled: boolean;
  /**
   * The row of the risk model that decides. Absent: conditions decide, and the model does not. A value that a newer Controller adds is
   * kept as it is.
   */
  sensitivity?: Level | (string & {});
  /** Ids of its conditions. An entitlement with a sensitivity should have none. */
  conditions: string[];
  /** Whether all conditions have to be met, or one. */
  conditionLogic: "and" | "or" | (string & {});
}

/** The entitlements of a Controller: only those that the user may view. The user cannot tell whether there are more. */
export interface Entitlements {
  /** In the Controller's order. Their actions, notes and tags are not read. */
  entitlements: Entitlement[];
  /** How many entitlements the user may view, as the Controller says; absent if it does not say. */
  total?: number;
  /** Whether the Controller returned as many as it says. */
  complete: boolean;
  /** Version of the API in which they were read. */
  apiVersion: number;
  /** The lowest version that the Controller supports; absent if `clientVersion` was given. */
  minApiVersion?: number;
  /** The highest version that the Controller supports; absent if `clientVersion` was given. */
  maxApiVersion?: number;
}
