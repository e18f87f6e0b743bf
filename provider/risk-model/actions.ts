/** What happens to a user's access. A value that a newer Controller adds is kept as it is. */
export type RiskAction = "Allow" | "AllowWithUserAction" | "Deny" | (string & {});

/** The actions that this package knows, from the mildest to the strictest. */
export const KNOWN_ACTIONS: readonly RiskAction[] = ["Allow", "AllowWithUserAction", "Deny"];

/** How strict an action is: its place among the known ones. Undefined for an action that only a newer Controller has. */
export function strictnessOf(action: RiskAction): number | undefined {
  const place = KNOWN_ACTIONS.indexOf(action);
  return place === -1 ? undefined : place;
}
