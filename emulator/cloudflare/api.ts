import type { Answer, Request } from "../exchange.js";
import { type ApiToken, authenticate, authorize } from "./auth.js";
import { readBehaviors, updateBehaviors } from "./behaviors.js";
import { failure, Refusal, success } from "./envelope.js";
import { readFraudSettings, updateFraudSettings } from "./fraud-settings.js";
import type { CloudflareState } from "./state.js";

const BEHAVIORS_PATH = /^\/accounts\/(?<id>[^/]*)\/zt_risk_scoring\/behaviors$/;
const FRAUD_SETTINGS_PATH = /^\/zones\/(?<id>[^/]*)\/fraud_detection\/settings$/;

/** Answers as api.cloudflare.com does: the edge counts requests before anybody looks at what they ask for. */
export function answerCloudflare(cloudflare: CloudflareState, request: Request): Answer {
  const { refused, headers } = cloudflare.limiter.count(request.headers);
  const answer = refused === undefined ? answerWithin(cloudflare, request) : failure(refused);
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

function answerWithin(cloudflare: CloudflareState, request: Request): Answer {
  try {
    const caller = authenticate(request.headers, cloudflare.credentials);
    return success(resultOf(cloudflare, caller, request));
  } catch (error) {
    if (error instanceof Refusal) {
      return failure(error);
    }
    throw error;
  }
}

function resultOf(cloudflare: CloudflareState, caller: ApiToken, request: Request): unknown {
  const accountId = BEHAVIORS_PATH.exec(request.path)?.groups?.["id"];
  if (accountId !== undefined) {
    return behaviors(cloudflare, caller, accountId, request);
  }

  const zoneId = FRAUD_SETTINGS_PATH.exec(request.path)?.groups?.["id"];
  if (zoneId !== undefined) {
    return fraudSettings(cloudflare, caller, zoneId, request);
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

/** Both resources can be read and written, and nothing else. */
function writes({ method }: Request): boolean {
  if (method === "GET") {
    return false;
  }
  if (method === "PUT") {
    return true;
  }
  throw new Refusal(405, 7001, `Method ${method} not available for that URI.`);
}

/** An id that does not exist, or that never could: Cloudflare answers both in the same way. */
function couldNotRoute({ fullPath }: Request): Refusal {
  return new Refusal(404, 7003, `Could not route to ${fullPath}, perhaps your object identifier is invalid?`);
}

/** A missing body counts as malformed: both PUTs declare it as required. */
function jsonBody({ body }: Request): unknown {
  if (body.kind !== "json") {
    throw new Refusal(400, 6007, "Malformed JSON in request body");
  }
  return body.value;
}
