import { ACCOUNT, ZONE } from "./world.js";

/** A behavior as a program declares it. */
export interface Behavior {
  readonly enabled: boolean;
  readonly riskLevel: string;
}

export const on = (riskLevel: string): Behavior => ({ enabled: true, riskLevel });
export const off = (riskLevel: string): Behavior => ({ enabled: false, riskLevel });

/** JavaScript in the place of a value: `code("source.value")`. */
export class Code {
  constructor(readonly text: string) {}
}

export const code = (text: string): Code => new Code(text);

interface Declaration {
  readonly name?: string;
  /** The resource's options. */
  readonly opts?: Code;
  readonly onDestroy?: string | Code;
}

/** A statement that declares behaviors, by default of {@link ACCOUNT} and under the name "workforce". */
export function behaviors(
  map: Readonly<Record<string, Behavior | Readonly<Record<string, unknown>> | Code>> | Code,
  { name = "workforce", opts, account = ACCOUNT, ...rest }: Declaration & { account?: string | Code } = {},
): string {
  return declaration("RiskBehaviors", name, { accountId: account, behaviors: map, ...rest }, opts);
}

/** A statement that declares fraud settings, by default of {@link ZONE} and under the name "shop". */
export function fraud(
  settings: Readonly<Record<string, unknown>>,
  { name = "shop", opts, zone = ZONE, ...rest }: Declaration & { zone?: string } = {},
): string {
  return declaration("FraudSettings", name, { zoneId: zone, ...settings, ...rest }, opts);
}

/** Both criteria, as a program declares them. */
export function criteria(success: readonly unknown[], failure: readonly unknown[]) {
  return {
    authenticationSettings: {
      successCriteria: { statusCodes: success },
      failureCriteria: { statusCodes: failure },
    },
  };
}

function declaration(type: string, name: string, args: object, opts: Code | undefined): string {
  return `new risk.${type}(${[JSON.stringify(name), script(args), opts?.text ?? "{}"].join(", ")});`;
}

/** A value as JavaScript. */
export function script(value: unknown): string {
  if (value instanceof Code) {
    return value.text;
  }
  if (Array.isArray(value)) {
    return `[${value.map(script).join(", ")}]`;
  }
  if (typeof value !== "object" || value === null) {
    return JSON.stringify(value) ?? "undefined";
  }
  return `{ ${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}: ${script(item)}`)
    .join(", ")} }`;
}
