import type { Answer, Request } from "../request-and-answer.js";
import { mediaType, Refusal } from "./answers.js";
import type { ControllerState } from "./controller-state.js";

/**
 * GET /version: the only path that is requested as plain JSON. It is unknown whether a Controller insists on that, so the emulator ignores
 * Accept here.
 */
export function readVersion(controller: ControllerState): Answer {
  const headers = { "content-type": "application/json" };
  switch (controller.versionStatus) {
    case 200: {
      const body = { peerVersion: controller.maxVersion, lowestPeerVersionSupported: controller.minVersion };
      return { status: 200, headers, body };
    }
    case 401:
      return { status: 401, headers, body: { id: "unauthorized", message: "Token error. Login again." } };
    case 404:
      return { status: 404, headers, body: { id: "not found", message: "HTTP 404 Not Found" } };
  }
}

/** The API version that a request asks for. If it is not supported, the login paths also answer with the supported range. */
export function negotiateVersion(
  { minVersion, maxVersion }: ControllerState,
  { path, headers }: Request,
): number {
  const accept = headers.accept ?? "";
  const asked = /^application\/vnd\.appgate\.peer-v(?<version>\d+)\+json$/.exec(accept)?.groups?.["version"];
  const version = Number(asked);
  if (version >= minVersion && version <= maxVersion) {
    return version;
  }

  // Only /login is documented to answer with the limits; sdpctl relies on /authentication to do the same.
  const tellsLimits = path === "/login" || path === "/authentication";
  throw new Refusal(
    406,
    "not acceptable",
    `Invalid 'Accept' header. Current version: ${mediaType(maxVersion)}, Received: ${accept}`,
    tellsLimits ? { maxSupportedVersion: maxVersion, minSupportedVersion: minVersion } : {},
  );
}
