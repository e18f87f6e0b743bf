import { EXPLICIT, type ReadConfig, trimmed } from "../config-reader.js";
import { CredentialsError, InvalidValueError } from "../errors.js";
import type { TlsOptions } from "../http/agents-and-proxies.js";
import { addressFrom } from "./address.js";
import { certificateInFile, certificateInText } from "./certificates.js";
import { deviceIdFrom } from "./device-id.js";

/** How to reach a Controller. Omitted arguments come from the stack's configuration (`appgate:…`), then from the environment. */
export interface AppgateArgs {
  /** Admin interface of the Controller; `https`, port 8443 and path `/admin` are added where they are missing. */
  address?: string;
  /** User for the login. The user must be exempt from multi-factor authentication for admins. */
  username?: string;
  /** Password of the user. Set it as a secret: `pulumi config set --secret appgate:password`. */
  password?: string;
  /** Name of the identity provider. Default: `local`. */
  provider?: string;
  /** A token to use in place of a login, with or without "Bearer " in front. It is never logged out. */
  bearerToken?: string;
  /** Version of the API to ask for, 17 to 24. Default: the highest one that the Controller supports. */
  clientVersion?: number;
  /** UUID that distinguishes this machine's logins from others'. Default: derived from the machine's id. */
  deviceId?: string;
  /** File with the certificate, PEM or DER, of the authority that signed the Controller's certificate. Either this or `pem`. */
  pemFilepath?: string;
  /** That certificate itself: PEM, or PEM or DER in base64, which fits in one line. */
  pem?: string;
  /** Accepts any certificate: anybody in between can read the password. Default: false. */
  insecure?: boolean;
}

export interface PasswordCredentials {
  readonly username: string;
  readonly password: string;
  /** Name of the identity provider that knows the user. */
  readonly provider: string;
}

export interface AppgateConnection {
  readonly address: URL;
  readonly credentials: { readonly bearerToken: string } | PasswordCredentials;
  readonly clientVersion?: number;
  readonly deviceId: string;
  /** Set if the certificate is not checked in the ordinary way. */
  readonly tls?: TlsOptions;
}

type Name = keyof AppgateArgs;
/** One of the sources of settings: the arguments, the configuration or the environment. */
type Source = (name: Name) => string | undefined;

/** Finds the connection: arguments, then configuration, then the variables of the vendor's own tools. */
export function resolveAppgateConnection(
  args: AppgateArgs,
  config: ReadConfig,
  environment: NodeJS.ProcessEnv,
): AppgateConnection {
  const sources = sourcesOf(args, config, environment);
  const read: Source = (name) => firstWith(sources, [name])?.(name);
  const clientVersion = versionFrom(read("clientVersion"));
  const insecure = booleanFrom(read("insecure"));
  const authority = authorityFrom(sources);
  return {
    address: addressIn(config, read("address")),
    credentials: credentialsFrom(sources, read, config(EXPLICIT) !== undefined),
    deviceId: deviceIdFrom(read("deviceId")),
    ...(clientVersion === undefined ? {} : { clientVersion }),
    ...(authority === undefined ? insecure && { tls: { insecure } } : { tls: { insecure, authority } }),
  };
}

/** Finds only the address, which needs no credentials. */
export function resolveAddress(args: AppgateArgs, config: ReadConfig, environment: NodeJS.ProcessEnv): URL {
  return addressIn(config, firstWith(sourcesOf(args, config, environment), ["address"])?.("address"));
}

/** Whether any source names a Controller. */
export function namesController(
  args: AppgateArgs,
  config: ReadConfig,
  environment: NodeJS.ProcessEnv,
): boolean {
  return firstWith(sourcesOf(args, config, environment), ["address"]) !== undefined;
}

function addressIn(config: ReadConfig, text: string | undefined): URL {
  if (text === undefined && config(EXPLICIT) !== undefined) {
    throw noController();
  }
  return addressFrom(text);
}

/** The error for an explicit provider without a Controller: it uses neither the configuration nor the environment. */
export function noController(): InvalidValueError {
  return new InvalidValueError(
    "The explicit provider has no Appgate Controller: give it appgate, or use the default provider here.",
  );
}

function sourcesOf(args: AppgateArgs, config: ReadConfig, environment: NodeJS.ProcessEnv): Source[] {
  return [
    (name) => given(name, args[name]?.toString()),
    (name) => given(name, config(`appgate:${name}`)),
    // The environment's settings are not for the Controller of an explicit provider.
    ...(config(EXPLICIT) === undefined ? [(name: Name) => given(name, environment[variable(name)])] : []),
  ];
}

/** A value as it was given, trimmed. Spaces may be a part of a password, but the line break at the end of a file is not. */
function given(name: Name, text: string | undefined): string | undefined {
  const value = trimmed(text);
  return name === "password" && value !== undefined ? text?.replace(/[\r\n]+$/, "") : value;
}

/** The warning for every run that does not check the certificate. */
export function insecureWarning({ address, tls }: AppgateConnection): string | undefined {
  return tls?.insecure
    ? `insecure is set: the certificate of ${address.host} is not checked, and anybody in between can read the password.`
    : undefined;
}

/** The values that an error must never show. */
export function secretsOf({ credentials }: AppgateConnection): [credential: string] {
  return "bearerToken" in credentials ? [credentials.bearerToken] : [credentials.password];
}

/** "pemFilepath" → "APPGATE_PEM_FILEPATH" */
function variable(name: Name): string {
  return `APPGATE_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

/** The first source that has any of these names. It decides between alternatives such as `pem` and `pemFilepath`. */
function firstWith(sources: readonly Source[], names: readonly Name[]): Source | undefined {
  return sources.find((source) => names.some((name) => source(name) !== undefined));
}

function credentialsFrom(
  sources: readonly Source[],
  read: Source,
  isExplicit: boolean,
): AppgateConnection["credentials"] {
  const source = firstWith(sources, ["bearerToken", "username", "password"]);
  const bearerToken = source?.("bearerToken")?.replace(/^bearer\s+/i, "");
  const username = read("username");
  const password = read("password");
  if (bearerToken !== undefined) {
    return { bearerToken };
  }
  if (username === undefined || password === undefined) {
    throw new CredentialsError(
      isExplicit
        ? "The explicit provider has no Appgate credentials: give it appgate with username and password, or with bearerToken."
        : "No Appgate credentials: set appgate:username and appgate:password (secret) or APPGATE_USERNAME and APPGATE_PASSWORD; " +
            "or appgate:bearerToken or APPGATE_BEARER_TOKEN.",
    );
  }
  return { username, password, provider: read("provider") ?? "local" };
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

function authorityFrom(sources: readonly Source[]): string | undefined {
  const source = firstWith(sources, ["pem", "pemFilepath"]);
  const [pem, pemFilepath] = [source?.("pem"), source?.("pemFilepath")];
  if (pem !== undefined && pemFilepath !== undefined) {
    throw new InvalidValueError("pem and pemFilepath are both set: leave one of them out.");
  }
  if (pem !== undefined) {
    return certificateInText(pem);
  }
  return pemFilepath === undefined ? undefined : certificateInFile(pemFilepath);
}
