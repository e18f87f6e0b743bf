import { createHash, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { Agent } from "node:https";
import { hostname } from "node:os";
import { rootCertificates } from "node:tls";
import { CredentialsError, InvalidValueError } from "../errors.js";
import { parseBaseUrl } from "../http/address.js";

/** How to reach a Controller. What is omitted comes from the stack's configuration (`appgate:…`), then from the environment. */
export interface AppgateArgs {
  /** Admin interface of the Controller; `https`, port 8443 and path `/admin` are added where they are missing. */
  address?: string;
  /** User for the login. The user must be exempt from multi-factor authentication for admins. */
  username?: string;
  password?: string;
  /** Name of the identity provider. Default: `local`. */
  provider?: string;
  /** A token to use in place of a login, with or without "Bearer " in front. It is never logged out. */
  bearerToken?: string;
  /** Version of the API to ask for, 17 to 24. Default: the highest one that the Controller supports. */
  clientVersion?: number;
  /** UUID that tells this machine's logins from others'. Default: derived from the machine's id. */
  deviceId?: string;
  /** File with the certificate, PEM or DER, of the authority that signed the Controller's. */
  pemFilepath?: string;
  /** Accepts any certificate: anybody in between can read the password. Default: false. */
  insecure?: boolean;
}

export interface AppgateConnection {
  readonly address: URL;
  readonly credentials:
    | { readonly bearerToken: string }
    | { readonly username: string; readonly password: string; readonly provider: string };
  readonly clientVersion?: number;
  readonly deviceId: string;
  readonly insecure: boolean;
  /** Set where the certificate is not to be checked in the ordinary way. */
  readonly agent?: Agent;
}

type Name = keyof AppgateArgs;
type ReadSetting = (name: Name) => string | undefined;

const DEFAULT_PORT = "8443";
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Finds the connection: arguments, then configuration, then the variables of the vendor's own tools. */
export function resolveAppgate(
  args: AppgateArgs,
  config: (key: string) => string | undefined,
  environment: NodeJS.ProcessEnv,
): AppgateConnection {
  const read: ReadSetting = (name) => {
    const found = [args[name]?.toString(), config(`appgate:${name}`), environment[variable(name)]];
    return found.map((text) => text?.trim()).find((text) => text !== undefined && text !== "");
  };
  const clientVersion = versionFrom(read("clientVersion"));
  const insecure = booleanFrom(read("insecure"));
  const agent = agentFor(read("pemFilepath"), insecure);
  return {
    address: addressFrom(read("address")),
    credentials: credentialsFrom(read),
    deviceId: deviceIdFrom(read("deviceId")),
    insecure,
    ...(clientVersion === undefined ? {} : { clientVersion }),
    ...(agent === undefined ? {} : { agent }),
  };
}

/** What an error must never show. */
export function secretsOf({ credentials }: AppgateConnection): string[] {
  return "bearerToken" in credentials ? [credentials.bearerToken] : [credentials.password];
}

/** "pemFilepath" → "APPGATE_PEM_FILEPATH" */
function variable(name: Name): string {
  return `APPGATE_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

function credentialsFrom(read: ReadSetting): AppgateConnection["credentials"] {
  const bearerToken = read("bearerToken")?.replace(/^bearer\s+/i, "");
  const username = read("username");
  const password = read("password");
  if (bearerToken !== undefined) {
    return { bearerToken };
  }
  if (username === undefined || password === undefined) {
    throw new CredentialsError(
      "No Appgate credentials: set appgate:username and appgate:password (secret) or APPGATE_USERNAME and APPGATE_PASSWORD; " +
        "or appgate:bearerToken or APPGATE_BEARER_TOKEN.",
    );
  }
  return { username, password, provider: read("provider") ?? "local" };
}

/** Adds what people leave out: "controller.example.com" → https://controller.example.com:8443/admin. */
export function addressFrom(text: string | undefined): URL {
  if (text === undefined) {
    throw new InvalidValueError("No Appgate Controller: set appgate:address or APPGATE_ADDRESS.");
  }
  const complete = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`;
  const url = parseBaseUrl(complete);
  if ("refused" in url) {
    throw new InvalidValueError(`The address of the Appgate Controller ${url.refused}.`);
  }
  // A URL object hides a port that is its protocol's default, so ":443" has to be looked for in the text.
  const hasPort = /^[a-z]+:\/\/(\[[^\]]*\]|[^/:]*):\d+/i.test(complete);
  if (!hasPort) {
    url.port = DEFAULT_PORT;
  }
  if (url.pathname === "/") {
    url.pathname = "/admin";
  }
  return url;
}

function versionFrom(text: string | undefined): number | undefined {
  if (text !== undefined && !/^\d+$/.test(text)) {
    throw new InvalidValueError("clientVersion must be a whole number.");
  }
  return text === undefined ? undefined : Number(text);
}

function booleanFrom(text: string | undefined): boolean {
  if (text !== undefined && text !== "true" && text !== "false") {
    throw new InvalidValueError("insecure must be true or false.");
  }
  return text === "true";
}

/** The Controller keeps a list of devices: the same machine must not show up as a new one at every login. */
function deviceIdFrom(text: string | undefined): string {
  if (text !== undefined && !UUID.test(text)) {
    throw new InvalidValueError("deviceId must be a UUID.");
  }
  return text ?? uuidFrom(machineId());
}

function machineId(): string {
  try {
    return readFileSync("/etc/machine-id", "utf8").trim() || hostname();
  } catch {
    return hostname();
  }
}

/** A name-based UUID (RFC 9562, version 8): machine-id(5) asks not to give the id itself away. */
function uuidFrom(name: string): string {
  const hash = createHash("sha256").update(`pulumi-risk-posture ${name}`).digest("hex");
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join("-");
}

function agentFor(pemFilepath: string | undefined, insecure: boolean): Agent | undefined {
  if (pemFilepath === undefined) {
    return insecure ? new Agent({ keepAlive: true, rejectUnauthorized: false }) : undefined;
  }
  const ca = [...rootCertificates, certificateFrom(pemFilepath)];
  return new Agent({ keepAlive: true, rejectUnauthorized: !insecure, ca });
}

function certificateFrom(file: string): string {
  try {
    const content = readFileSync(file);
    const text = content.toString("latin1");
    return text.includes("-----BEGIN CERTIFICATE-----") ? text : new X509Certificate(content).toString();
  } catch (cause) {
    throw new InvalidValueError(`pemFilepath: ${file} is not a readable certificate, PEM or DER.`, { cause });
  }
}
