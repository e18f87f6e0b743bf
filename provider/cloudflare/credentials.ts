import { EXPLICIT, type ReadConfig, trimmed } from "../config-reader.js";
import { CredentialsError } from "../errors.js";
import { parseBaseUrl } from "../http/base-url.js";

export type Credentials = { readonly apiToken: string } | { readonly apiKey: string; readonly email: string };

export interface Connection {
  readonly credentials: Credentials;
  /** Where the credentials come from, for messages: "the environment". */
  readonly source?: string;
  readonly baseUrl: URL;
}

const DEFAULT_BASE_URL = "https://api.cloudflare.com/client/v4";

/**
 * Finds the connection: the configuration first (stack config, or the arguments of an explicit provider, which arrive under the same keys),
 * then the environment. Two kinds of credential in the configuration are an error, since one of them would be ignored silently. In the
 * environment both are often set: there the token wins.
 */
export function resolveConnection(config: ReadConfig, environment: NodeJS.ProcessEnv): Connection {
  const configured = credentialsFromConfig(config);
  const place = config(EXPLICIT) === undefined ? "the configuration" : "the explicit provider";
  return {
    credentials: configured ?? credentialsFromEnvironment(config, environment) ?? missing(),
    source: configured === undefined ? "the environment" : place,
    baseUrl: baseUrl(config, environment),
  };
}

/** The values that an error must never show. */
export function secretsOf(credentials: Credentials): [credential: string] {
  return "apiToken" in credentials ? [credentials.apiToken] : [credentials.apiKey];
}

function credentialsFromConfig(config: ReadConfig): Credentials | undefined {
  const apiToken = trimmed(config("cloudflare:apiToken"));
  const apiKey = trimmed(config("cloudflare:apiKey"));
  const email = trimmed(config("cloudflare:email"));
  if (apiToken !== undefined && apiKey !== undefined) {
    throw new CredentialsError(
      "cloudflare:apiToken and cloudflare:apiKey are both set in the configuration: remove one of them.",
    );
  }
  if (apiKey !== undefined && email === undefined) {
    throw new CredentialsError(
      "cloudflare:apiKey is set without cloudflare:email: set the e-mail address of the user whose key it is.",
    );
  }
  return credentialsOf(apiToken, apiKey, email);
}

function credentialsFromEnvironment(
  config: ReadConfig,
  environment: NodeJS.ProcessEnv,
): Credentials | undefined {
  if (config(EXPLICIT) !== undefined) {
    // The environment's token is for another account, and must not be sent to this provider's base URL.
    throw new CredentialsError(
      "The explicit provider's credentials are empty: give it apiToken, or apiKey and email.",
    );
  }
  return credentialsOf(
    trimmed(environment["CLOUDFLARE_API_TOKEN"]),
    trimmed(environment["CLOUDFLARE_API_KEY"]),
    trimmed(environment["CLOUDFLARE_EMAIL"]),
  );
}

/** The token wins over a key. */
function credentialsOf(apiToken?: string, apiKey?: string, email?: string): Credentials | undefined {
  if (apiToken !== undefined) {
    return { apiToken };
  }
  return apiKey !== undefined && email !== undefined ? { apiKey, email } : undefined;
}

function missing(): never {
  throw new CredentialsError(
    "No Cloudflare credentials: set cloudflare:apiToken (pulumi config set --secret cloudflare:apiToken) or CLOUDFLARE_API_TOKEN; " +
      "or cloudflare:apiKey and cloudflare:email, or CLOUDFLARE_API_KEY and CLOUDFLARE_EMAIL.",
  );
}

function baseUrl(config: ReadConfig, environment: NodeJS.ProcessEnv): URL {
  const configured = trimmed(config("cloudflare:baseUrl"));
  const text = configured ?? trimmed(environment["CLOUDFLARE_BASE_URL"]) ?? DEFAULT_BASE_URL;
  const parsed = parseBaseUrl(text);
  if ("refused" in parsed) {
    const source = configured === undefined ? "CLOUDFLARE_BASE_URL" : "cloudflare:baseUrl";
    throw new CredentialsError(`${source} ${parsed.refused}.`);
  }
  return parsed;
}
