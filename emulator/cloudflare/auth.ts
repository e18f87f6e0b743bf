import type { IncomingHttpHeaders } from "node:http";
import { Refusal } from "./refusal.js";

/** The permissions of API tokens that these operations require, named as in the API's reference. */
export const permissions = [
  "Zero Trust Read",
  "Zero Trust Write",
  "Fraud Detection Read",
  "Fraud Detection Write",
  "Access: Apps and Policies Read",
  "Access: Apps and Policies Write",
  "Access: Apps and Policies Revoke",
  "Access: Organizations, Identity Providers, and Groups Read",
  "Access: Organizations, Identity Providers, and Groups Write",
] as const;

/** A permission of an API token. */
export type Permission = (typeof permissions)[number];

/** What an API token may do. */
export interface ApiToken {
  readonly permissions: readonly Permission[];
  /** The accounts that the token is limited to. Omitted: all of them. */
  readonly accounts?: readonly string[];
  /** The zones that the token is limited to. Omitted: all of them. */
  readonly zones?: readonly string[];
}

export interface Credentials {
  /** By the text of the token. */
  readonly tokens: Map<string, ApiToken>;
  /** By the e-mail address of the user. */
  readonly globalKeys: Map<string, string>;
}

/** A Global API Key can do whatever its user can. The users of the emulator can do everything. */
const EVERYTHING: ApiToken = { permissions };

/**
 * Identifies the caller. The codes and statuses are those that people report of the real API. A wrong Global API Key gets a 403, although
 * the credentials are at fault.
 */
export function authenticate(headers: IncomingHttpHeaders, credentials: Credentials): ApiToken {
  // The official SDK sends token and key together if it has both. The token wins here; what Cloudflare does is not documented.
  const bearer = /^Bearer +(?<token>\S+)$/i.exec(headers.authorization ?? "")?.groups?.["token"];
  if (bearer !== undefined) {
    const token = credentials.tokens.get(bearer);
    if (token === undefined) {
      throw new Refusal(401, 10000, "Authentication error");
    }
    return token;
  }

  const email = headers["x-auth-email"];
  const key = headers["x-auth-key"];
  if (typeof email !== "string" || typeof key !== "string") {
    throw new Refusal(400, 9106, "Missing X-Auth-Key, X-Auth-Email or Authorization headers");
  }
  if (credentials.globalKeys.get(email) !== key) {
    throw new Refusal(403, 9103, "Unknown X-Auth-Key or X-Auth-Email");
  }
  return EVERYTHING;
}

/** Refuses a caller that has none of the permissions, or that is limited to other accounts or zones. */
export function authorize(
  caller: ApiToken,
  accepted: readonly Permission[],
  scope: "accounts" | "zones",
  id: string,
): void {
  const isPermitted = accepted.some((permission) => caller.permissions.includes(permission));
  const isInScope = caller[scope]?.includes(id) ?? true;
  // The same code and words as for a wrong token. Only the status differs.
  if (!isPermitted || !isInScope) {
    throw new Refusal(403, 10000, "Authentication error");
  }
}
