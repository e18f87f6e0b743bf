import { script } from "../programs.js";

/** The same settings for each of these zones. */
export function zonesOf(ids: readonly string[], settings: object): Record<string, object> {
  return Object.fromEntries(ids.map((id) => [id, settings]));
}

export const expressions = (...fields: string[]): string[] =>
  fields.map((field) => `http.request.body.form["${field}"][0]`);

/** A statement that declares a set of zones. */
export function fraudSet(
  zones: Readonly<Record<string, object>>,
  { name = "shops", opts = "{}", ...rest }: { name?: string; opts?: string; onDestroy?: string } = {},
): string {
  return `new risk.FraudSettingsSet(${JSON.stringify(name)}, ${script({ zones, ...rest })}, ${opts});`;
}

/** A statement that declares a set of accounts. */
export function behaviorsSet(
  accounts: Readonly<Record<string, object>>,
  { name = "staff", opts = "{}" } = {},
): string {
  return `new risk.RiskBehaviorsSet(${JSON.stringify(name)}, ${JSON.stringify({ accounts })}, ${opts});`;
}
