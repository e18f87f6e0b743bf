import type { Answer, Request } from "../request-and-answer.js";
import { accessListAt, readPage } from "./access-lists.js";
import type { AccountState } from "./account-state.js";
import { type ApiToken, authenticate, authorize } from "./auth.js";
import { readBehaviors, updateBehaviors } from "./behaviors.js";
import { type Content, failure, success } from "./envelope.js";
import { readFraudSettings, updateFraudSettings } from "./fraud-settings.js";
import { couldNotRoute, Refusal } from "./refusal.js";
import type { CloudflareState } from "./state.js";
import type { ZoneState } from "./zone-state.js";

/** Where the settings of an account or zone are, and how they are read and written. */
interface SettingsPath<State> {
  readonly path: RegExp;
  readonly scope: "accounts" | "zones";
  /** What a token needs permissions for: to write, or to read or write. */
  readonly product: "Zero Trust" | "Fraud Detection";
  readonly read: (state: State) => unknown;
  readonly update: (state: State, body: unknown) => unknown;
}

const BEHAVIORS: SettingsPath<AccountState> = {
  path: /^\/accounts\/(?<id>[^/]*)\/zt_risk_scoring\/behaviors$/,
  scope: "accounts",
  product: "Zero Trust",
  read: readBehaviors,
  update: updateBehaviors,
};
const FRAUD_SETTINGS: SettingsPath<ZoneState> = {
  path: /^\/zones\/(?<id>[^/]*)\/fraud_detection\/settings$/,
  scope: "zones",
  product: "Fraud Detection",
  read: readFraudSettings,
  update: updateFraudSettings,
};
const ACCESS_PATH = /^\/accounts\/(?<id>[^/]*)\/access\/(?<list>.+)$/;

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

function contentOf(cloudflare: CloudflareState, caller: ApiToken, request: Request): Content {
  const content =
    settings(BEHAVIORS, cloudflare.accounts, caller, request) ??
    settings(FRAUD_SETTINGS, cloudflare.zones, caller, request) ??
    accessList(cloudflare, caller, request);
  if (content === undefined) {
    throw new Refusal(400, 7000, "No route for that URI");
  }
  return content;
}

/** GET or PUT of settings; undefined for a request of another path. */
function settings<State extends { readonly exists: boolean }>(
  { path, scope, product, read, update }: SettingsPath<State>,
  states: ReadonlyMap<string, State>,
  caller: ApiToken,
  request: Request,
): Content | undefined {
  const id = path.exec(request.path)?.groups?.["id"];
  if (id === undefined) {
    return undefined;
  }
  const isWrite = writes(request);
  const state = existing(states, id, request);
  authorize(caller, isWrite ? [`${product} Write`] : [`${product} Read`, `${product} Write`], scope, id);
  return { result: isWrite ? update(state, jsonBody(request)) : read(state) };
}

/** GET of a list of Access; undefined for a request of another path. */
function accessList(cloudflare: CloudflareState, caller: ApiToken, request: Request): Content | undefined {
  const { id, list: name } = ACCESS_PATH.exec(request.path)?.groups ?? {};
  const list = name === undefined ? undefined : accessListAt(name);
  if (id === undefined || list === undefined) {
    return undefined;
  }
  if (request.method !== "GET") {
    throw notAvailable(request);
  }
  const account = existing(cloudflare.accounts, id, request);
  authorize(caller, list.permissions, "accounts", id);
  return readPage(list, account.access, request);
}

function existing<State extends { readonly exists: boolean }>(
  states: ReadonlyMap<string, State>,
  id: string,
  request: Request,
): State {
  const state = states.get(id);
  if (!state?.exists) {
    throw couldNotRoute(request);
  }
  return state;
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
  if (body === undefined) {
    throw new Refusal(400, 6007, "Malformed JSON in request body");
  }
  return body;
}
