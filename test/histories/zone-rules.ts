import { type Kind, names, type Units } from "./units.js";
import type { World } from "./world.js";

const CRITERIA = ["successCriteria", "failureCriteria"];

/** An expression that the API refuses. */
export const INVALID = 'http.request.body.form["hidden_invalid"]';

/** The units of a write that must not be sent, as the live settings are: promise 4. */
export function obstructed(kind: Kind, live: Units, writes: Units): string[] {
  if (kind === "RiskBehaviors") return names(writes).filter((key) => !(key in live));
  const criteria = names(writes).filter((unit) => CRITERIA.includes(unit));
  const after = { ...live, ...writes };
  const isOn = live["userProfiles"] === "enabled" || after["userProfiles"] === "enabled";
  return isOn && !overlap(after) ? [] : criteria;
}

/** Units that are not given back while these are declared: criteria could not be changed any more without user profiles. */
export function needed(declared: Units, back: Units): string[] {
  const withCodes = CRITERIA.some((criterion) => codes(declared, criterion).length > 0);
  return withCodes && back["userProfiles"] === "disabled" ? ["userProfiles"] : [];
}

/** What the program must not declare, whatever the live settings are. */
export function isContradictory(units: Units): boolean {
  const withCodes = CRITERIA.some((criterion) => codes(units, criterion).length > 0);
  return overlap(units) || (units["userProfiles"] === "disabled" && withCodes);
}

/** What the API refuses although it may be asked. */
export function refusedByApi(world: World, place: string, writes: Units): string | undefined {
  const zone = world.cloudflare.zones.get(place);
  if (zone === undefined) return undefined;
  const expressions = writes["usernameExpressions"];
  const list = Array.isArray(expressions) ? expressions : [];
  const needsSubscription =
    "userProfiles" in writes || list.length > 0 || CRITERIA.some((criterion) => criterion in writes);
  return (!zone.entitled && needsSubscription) || list.includes(INVALID) ? "refused by the API" : undefined;
}

function overlap(units: Units): boolean {
  const success = codes(units, "successCriteria");
  return codes(units, "failureCriteria").some((code) => success.includes(code));
}

function codes(units: Units, criterion: string): readonly unknown[] {
  const value = units[criterion];
  if (typeof value !== "object" || value === null || !("statusCodes" in value)) return [];
  const { statusCodes } = value;
  return Array.isArray(statusCodes) ? statusCodes : [];
}
