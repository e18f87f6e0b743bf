import type { Answer, Request } from "../request-and-answer.js";
import { accessListAt, readPage } from "./access-lists.js";
import { type ApiToken, authenticate, authorize } from "./auth.js";
import { readBehaviors, updateBehaviors } from "./behaviors.js";
import { failure, type List, success } from "./envelope.js";
import { readFraudSettings, updateFraudSettings } from "./fraud-settings.js";
import { couldNotRoute, Refusal } from "./refusal.js";
import type { CloudflareState } from "./state.js";

const BEHAVIORS_PATH = /^\/accounts\/(?<id>[^/]*)\/zt_risk_scoring\/behaviors$/;
const ACCESS_PATH = /^\/accounts\/(?<id>[^/]*)\/access\/(?<list>.+)$/;
const FRAUD_SETTINGS_PATH = /^\/zones\/(?<id>[^/]*)\/fraud_detection\/settings$/;

/** Answers as api.cloudflare.com does. The edge counts a request before anything looks at its content. */
export function answerCloudflare(cloudflare: CloudflareState, request: Request): Answer {
  const { refused, headers } = cloudflare.limiter.count(request.headers);
  const answer = refused === undefined ? answerWithin(cloudflare, request) : failure(refused);
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

function answerWithin(cloudflare: CloudflareState, request: Request): Answer {
  try {
    const caller = authenticate(request.headers, cloudflare.credentials);
    return success(contentOf(cloudflare, caller, request));
  } catch (error) {
    if (error instanceof Refusal) {
      return failure(error);
    }
    throw error;
  }
}

function contentOf(
  cloudflare: CloudflareState,
  caller: ApiToken,
  request: Request,
): { readonly result: unknown } | List {
  const accountId = BEHAVIORS_PATH.exec(request.path)?.groups?.["id"];
  if (accountId !== undefined) {
    return { result: behaviors(cloudflare, caller, accountId, request) };
  }

  const zoneId = FRAUD_SETTINGS_PATH.exec(request.path)?.groups?.["id"];
  if (zoneId !== undefined) {
    return { result: fraudSettings(cloudflare, caller, zoneId, request) };
  }

  const { id, list } = ACCESS_PATH.exec(request.path)?.groups ?? {};
  if (id !== undefined && list !== undefined) {
    return accessList(cloudflare, caller, id, list, request);
  }

  throw new Refusal(400, 7000, "No route for that URI");
}

function behaviors(
  cloudflare: CloudflareState,
  caller: ApiToken,
  accountId: string,
  request: Request,
): unknown {
  const isWrite = writes(request);
  const account = cloudflare.accounts.get(accountId);
  if (!account?.exists) {
    throw couldNotRoute(request);
  }

  if (!isWrite) {
    authorize(caller, ["Zero Trust Read", "Zero Trust Write"], "accounts", accountId);
    return readBehaviors(account);
  }
  authorize(caller, ["Zero Trust Write"], "accounts", accountId);
  return updateBehaviors(account, jsonBody(request));
}

function fraudSettings(
  cloudflare: CloudflareState,
  caller: ApiToken,
  zoneId: string,
  request: Request,
): unknown {
  const isWrite = writes(request);
  const zone = cloudflare.zones.get(zoneId);
  if (!zone?.exists) {
    throw couldNotRoute(request);
  }

  if (!isWrite) {
    authorize(caller, ["Fraud Detection Read", "Fraud Detection Write"], "zones", zoneId);
    return readFraudSettings(zone);
  }
  authorize(caller, ["Fraud Detection Write"], "zones", zoneId);
  return updateFraudSettings(zone, jsonBody(request));
}

function accessList(
  cloudflare: CloudflareState,
  caller: ApiToken,
  accountId: string,
  path: string,
  request: Request,
): List {
  const list = accessListAt(path);
  if (list === undefined) {
    throw new Refusal(400, 7000, "No route for that URI");
  }
  if (request.method !== "GET") {
    throw notAvailable(request);
  }
  const account = cloudflare.accounts.get(accountId);
  if (!account?.exists) {
    throw couldNotRoute(request);
  }
  authorize(caller, list.permissions, "accounts", accountId);
  return readPage(list, account.access, request);
}

/** Whether the request writes. Both resources can only be read and written. */
function writes({ method }: Request): boolean {
  if (method === "GET") {
    return false;
  }
  if (method === "PUT") {
    return true;
  }
  throw notAvailable({ method });
}

function notAvailable({ method }: Pick<Request, "method">): Refusal {
  return new Refusal(405, 7001, `Method ${method} not available for that URI.`);
}

/** A missing body counts as malformed, since both PUTs declare it as required. */
function jsonBody({ body }: Request): unknown {
  if (body.kind !== "json") {
    throw new Refusal(400, 6007, "Malformed JSON in request body");
  }
  return body.value;
}
