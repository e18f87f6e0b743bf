import type { CheckFailure, Config } from "@pulumi/pulumi/dynamic";
import { EXPLICIT } from "../provider/config-reader.js";
import { isUnknown } from "../provider/engine/unknown.js";
import { jsonOrNothing } from "../provider/json-or-nothing.js";
import { notKnown } from "../provider/unknown-name-wording.js";
import type { Props } from "./resource-interface.js";

const CLOUDFLARE: readonly string[] = ["apiToken", "apiKey", "email", "baseUrl"];
const APPGATE: readonly string[] = [
  "address",
  "username",
  "password",
  "provider",
  "bearerToken",
  "clientVersion",
  "deviceId",
  "pemFilepath",
  "pem",
  "insecure",
];
/** The inputs of the provider. Those in SECRET_INPUTS are secret whatever the program says. */
const KNOWN: readonly string[] = [...CLOUDFLARE, "appgate", "strict"];
export const SECRET_INPUTS = ["apiToken", "apiKey", "appgate"] as const;

/** The inputs that the engine adds: the version of the plugin, and where it comes from. */
const ENGINE_INPUTS: readonly string[] = ["version", "pluginDownloadURL", "pluginChecksums", "__internal"];

/** The provider's own configuration. */
export class Configuration implements Config {
  private readonly values: ReadonlyMap<string, string>;
  /** Whether a preview fails if it cannot read the live settings. */
  readonly isStrict: boolean;

  /** @param urn The provider's URN. An explicit provider takes credentials from its arguments only. */
  constructor(args: Props, urn: string | undefined) {
    const { appgate, strict } = args;
    const nested = parsed(appgate);
    this.values = new Map([
      ...CLOUDFLARE.flatMap((name) => entry(`cloudflare:${name}`, args[name])),
      ...APPGATE.flatMap((name) => entry(`appgate:${name}`, nested[name])),
      ...(isExplicit(urn) ? entry(EXPLICIT, "true") : []),
    ]);
    this.isStrict = String(strict) === "true";
  }

  /** Reads a value by the key that the handlers use: that of a TypeScript program's stack configuration. */
  readonly get = (key: string): string | undefined => this.values.get(key);

  require(key: string): string {
    const value = this.get(key);
    if (value === undefined) {
      throw new Error(`The configuration has no ${key}.`);
    }
    return value;
  }
}

/**
 * What is wrong with the provider's inputs, in sentences.
 *
 * @param urn The provider's URN.
 */
export function checkConfiguration(news: Props, urn: string): CheckFailure[] {
  const { apiToken, apiKey, email, appgate, strict } = news;
  const unknown = Object.keys(news).filter((name) => ![...KNOWN, ...ENGINE_INPUTS].includes(name));
  const unknownInAppgate = Object.keys(parsed(appgate)).filter((name) => !APPGATE.includes(name));
  // The default provider's inputs are the stack configuration's.
  const prefix = isExplicit(urn) ? "" : "risk-posture:";
  const reasons = [
    ...unknown.map((name) => `${prefix}${name} ${notKnown(name, KNOWN)}`),
    ...(unknown.length > 0 && prefix !== "" && isOfProject(urn, "risk-posture")
      ? [
          "In a project that is named risk-posture, its configuration is the plugin's too: give the project another name.",
        ]
      : []),
    ...(isKnown(appgate) && objectIn(appgate) === undefined
      ? ["appgate must be an object, or JSON text of an object"]
      : []),
    ...unknownInAppgate.map((name) => `${prefix}appgate.${name} ${notKnown(name, APPGATE)}`),
    // An SDK may send a boolean as text.
    ...(isKnown(strict) && !["true", "false"].includes(String(strict))
      ? ["strict must be true or false"]
      : []),
    ...(isGiven(apiToken) && isGiven(apiKey)
      ? ["apiToken and apiKey are both given: leave one of them out"]
      : []),
    ...(isGiven(apiKey) && !isGiven(email)
      ? ["apiKey needs email: the e-mail address of the user whose key it is"]
      : []),
    ...(isExplicit(urn) && isKnown(appgate) && !hasCredentials(parsed(appgate))
      ? [
          "appgate needs username and password, or bearerToken: those of the environment are not for this Controller",
        ]
      : []),
  ];
  return reasons.map((reason) => ({ property: "", reason }));
}

/** Renames settings in a message. Messages name them as TypeScript programs do, but the plugin has its own part of the configuration. */
export function withPluginNames(message: string): string {
  return message.replaceAll(OWN_CLOUDFLARE, "risk-posture:").replaceAll(OWN_APPGATE, "risk-posture:appgate.");
}

const OWN_CLOUDFLARE = new RegExp(`\\bcloudflare:(?=(?:${CLOUDFLARE.join("|")})\\b)`, "g");
const OWN_APPGATE = new RegExp(`\\bappgate:(?=(?:${APPGATE.join("|")})\\b)`, "g");

/**
 * The engine's own names for the provider of resources that name none: "default", "default_0_1_0", with the parts of a pre-release version,
 * or with the address that the plugin comes from, "default_0_1_0_https_/example.com". Nothing else distinguishes such a provider from one
 * to which a program has given the same name.
 */
const DEFAULT_NAME = /^default(_\d+_\d+_\d+(_[\w.-]+)*)?(_[a-z]+_\/.+)?$/;

function isExplicit(urn: string | undefined): boolean {
  if (urn === undefined) {
    return false;
  }
  const [, , type = "", ...name] = urn.split("::");
  // The engine's own provider has no parent.
  return type.includes("$") || !DEFAULT_NAME.test(name.join("::"));
}

function isOfProject(urn: string, project: string): boolean {
  return urn.split("::")[1] === project;
}

function hasCredentials({ bearerToken, username, password }: Props): boolean {
  return isGiven(bearerToken) || (isGiven(username) && isGiven(password));
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}

function isKnown(value: unknown): boolean {
  return isGiven(value) && !isUnknown(value);
}

function entry(key: string, value: unknown): [string, string][] {
  return isGiven(value) ? [[key, String(value)]] : [];
}

function parsed(value: unknown): Props {
  return objectIn(value) ?? {};
}

/** SDKs send a provider's inputs that are not text as JSON. */
function objectIn(value: unknown): Props | undefined {
  const given = typeof value === "string" ? jsonOrNothing(value) : value;
  return typeof given === "object" && given !== null && !Array.isArray(given) ? { ...given } : undefined;
}
