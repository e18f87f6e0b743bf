import type { Answer, Request } from "../request-and-answer.js";
import { accepted, Refusal, refused } from "./answers.js";
import type { ControllerState, Privilege } from "./controller-state.js";
import { type Entitlement, listEntitlements } from "./entitlements.js";
import { authenticate, login } from "./login.js";
import { negotiateVersion, readVersion } from "./negotiate-version.js";
import { riskModelInVersion } from "./risk-model.js";
import type { Session } from "./sessions.js";

/** Answers as an Appgate SDP Controller does. */
export function answerAppgate(controller: ControllerState, request: Request): Answer {
  // The only path that has no version in its request.
  if (request.path === "/version" && request.method === "GET") {
    return readVersion(controller);
  }

  // Until a version is negotiated, errors use the highest one.
  let version = controller.maxVersion;
  try {
    const operation = operationOf(request);
    version = negotiateVersion(controller, request);
    return accepted(version, operation(controller, request, version));
  } catch (error) {
    if (error instanceof Refusal) {
      return refused(version, error);
    }
    throw error;
  }
}

/** Returns the body of the answer; undefined for an answer without content. */
type Operation = (controller: ControllerState, request: Request, version: number) => unknown;

const OPERATIONS = new Map<string, Operation>([
  ["GET /identity-providers/names", listIdentityProviders],
  ["POST /login", login],
  ["POST /authentication", authenticate],
  ["POST /authentication/logout", logout],
  ["GET /risk-model", readRiskModel],
  ["GET /entitlements", readEntitlements],
]);

function operationOf({ method, path }: Request): Operation {
  const operation = OPERATIONS.get(`${method} ${path}`);
  if (operation !== undefined) {
    return operation;
  }

  const isPath = path === "/version" || [...OPERATIONS.keys()].some((key) => key.endsWith(` ${path}`));
  if (isPath) {
    throw new Refusal(405, "method not allowed", "HTTP 405 Method Not Allowed");
  }
  throw noSuchPath();
}

/** Needs no token, since clients call it to log in. */
function listIdentityProviders({ identityProviders }: ControllerState) {
  return { data: identityProviders };
}

/** Closes only the session whose token is sent. */
function logout(controller: ControllerState, request: Request): undefined {
  controller.sessions.close(sessionOf(controller, request));
}

function readRiskModel(controller: ControllerState, request: Request, version: number) {
  const session = sessionOf(controller, request);
  const model = riskModelInVersion(controller.riskModel, version);
  if (model === undefined) {
    throw noSuchPath();
  }
  requireView(controller, session, "RiskModel");
  return model;
}

/** Answers with the entitlements that the caller may view. The answer does not mention the others. */
function readEntitlements(controller: ControllerState, request: Request, version: number) {
  const views = requireView(controller, sessionOf(controller, request), "Entitlement");
  const entitlements = controller.entitlements.filter((entitlement) =>
    views.some(({ scope }) => isIn(entitlement, scope)),
  );
  const { mostEntitlements, rangeEnd } = controller;
  return listEntitlements({ entitlements, mostEntitlements, rangeEnd }, { version, query: request.query });
}

function isIn({ id, tags = [] }: Entitlement, scope: Privilege["scope"]): boolean {
  return (
    scope === undefined ||
    scope.all === true ||
    (scope.ids ?? []).includes(id) ||
    (scope.tags ?? []).some((tag) => tags.includes(tag))
  );
}

function noSuchPath(): Refusal {
  return new Refusal(404, "not found", "HTTP 404 Not Found");
}

function sessionOf({ sessions }: ControllerState, { headers }: Request): Session {
  const token = /^Bearer +(?<token>\S+)$/i.exec(headers.authorization ?? "")?.groups?.["token"];
  const session = token === undefined ? undefined : sessions.find(token);
  if (session === undefined) {
    throw new Refusal(401, "unauthorized", "Token error. Login again.");
  }
  return session;
}

/**
 * The caller's privileges to view this kind of object: of type View or All, with that kind or All as the target. Refuses a caller that has
 * none.
 */
function requireView(
  { users }: ControllerState,
  { userName, isPartial }: Session,
  what: "RiskModel" | "Entitlement",
): readonly Privilege[] {
  const privileges = isPartial ? [] : (users.get(userName)?.privileges ?? []);
  const views = privileges.filter(
    ({ type, target }) => ["All", "View"].includes(type) && ["All", what].includes(target),
  );
  if (views.length === 0) {
    throw new Refusal(403, "forbidden", "Insufficient permissions to access this resource.");
  }
  return views;
}
