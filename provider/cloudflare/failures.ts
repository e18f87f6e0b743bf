import {
  CredentialsError,
  EntitlementError,
  InvalidValueError,
  NotFoundError,
  PermissionError,
  ProtocolError,
  RateLimitError,
  type RiskPostureError,
  UnavailableError,
} from "../errors.js";
import { oneLine } from "../foreign-text.js";
import { sentence } from "../grammar.js";
import type { RefusedRequest } from "../http/request.js";
import { isTransientStatus } from "../http/transient-faults.js";
import type { Envelope, ShownMessage } from "./envelope.js";

/** The object in the path does not exist: "Could not route to …, perhaps your object identifier is invalid?". */
const NO_ROUTE = 7003;
/** The API has no such path, whatever object is in it: "No route for that URI". */
const NO_SUCH_PATH = 7000;
/** Credentials that are missing (9106), malformed (6003, 6111) or unknown (a key: 9103, with status 403; a token: 10000 with 401). */
const BAD_CREDENTIALS = new Set([6003, 6111, 9103, 9106]);

interface Refusal {
  readonly request: RefusedRequest;
  readonly envelope: Envelope;
  readonly message: ShownMessage;
  /** Milliseconds that the API asks to wait. */
  readonly wait?: number | undefined;
  /** Where the credentials come from. */
  readonly source?: string | undefined;
}

/** Turns a refusal of the API into the error to throw. */
export function errorOf({ request, envelope, message, wait, source }: Refusal): RiskPostureError {
  const { shown, isAboutSubscription } = message;
  const { path, status } = request;
  const context = { request };
  const codes = (envelope.errors ?? []).map(({ code }) => code);
  const answer = sentence(oneLine(shown) || "no reason given");
  if (codes.includes(NO_SUCH_PATH) && (status === 400 || status === 404)) {
    // Even together with 7003, this code says nothing about the account or zone. If it counted as "gone", a refresh would empty the state.
    return new ProtocolError(
      `Cloudflare does not know this path: ${answer} Does the base URL end in /client/v4? If so, look for a newer version of this package.`,
      context,
    );
  }
  if (codes.includes(NO_ROUTE) && (status === 400 || status === 404)) {
    return new NotFoundError(
      `Cloudflare does not know this account or zone: ${answer} Check the id, and that the credentials belong to it.`,
      context,
    );
  }
  if (status === 401 || codes.some((code) => code !== undefined && BAD_CREDENTIALS.has(code))) {
    return new CredentialsError(
      `Cloudflare does not accept the credentials${source === undefined ? "" : ` of ${source}`}: ${answer} Check that the token is active, or the key and its e-mail address.`,
      context,
    );
  }
  if ((status === 400 || status === 403) && isAboutSubscription) {
    return new EntitlementError(
      `The plan does not include this setting: ${answer} Ask your Cloudflare account team for the subscription.`,
      context,
    );
  }
  if (status === 403) {
    return new PermissionError(
      `The credentials lack a permission: ${answer} ${permissionFor(path)}`,
      context,
    );
  }
  return byStatus(request, answer, wait);
}

/** The permission that each path needs. All Access permissions are on the account, whatever a zone's permissions allow. */
const PERMISSIONS: readonly (readonly [path: RegExp, needed: string])[] = [
  [
    /\/access\/groups$/,
    'Access groups need "Access: Organizations, Identity Providers, and Groups Read" on the account.',
  ],
  [/\/access\//, 'Access policies and applications need "Access: Apps and Policies Read" on the account.'],
  [
    /\/zt_risk_scoring\//,
    'Risk behaviors need "Zero Trust Write" on the account. To read them, "Zero Trust Read" is enough.',
  ],
  [
    /\/fraud_detection\//,
    'Fraud settings need "Fraud Detection Write" on the zone. To read them, "Fraud Detection Read" is enough.',
  ],
];

function permissionFor(path: string): string {
  return PERMISSIONS.find(([pattern]) => pattern.test(path))?.[1] ?? "Check the permissions of the token.";
}

function byStatus(request: RefusedRequest, answer: string, wait: number | undefined): RiskPostureError {
  const { method, status } = request;
  const context = { request };
  if (status === 429) {
    // If the API names no time, the documented length of Cloudflare's block.
    const time = wait === undefined ? "five minutes" : `${Math.ceil(wait / 1_000)} s`;
    return new RateLimitError(`Cloudflare's rate limit is reached: ${answer} Wait ${time}.`, context);
  }
  if (isTransientStatus(status)) {
    return new UnavailableError(`Cloudflare is unavailable: ${answer} Try again.`, context);
  }
  if (status === 400 || status === 422) {
    const refused = method === "GET" ? "request" : "value";
    return new InvalidValueError(`Cloudflare refused the ${refused}: ${answer}`, context);
  }
  return new ProtocolError(`Cloudflare gave an unexpected answer: ${answer}`, context);
}
