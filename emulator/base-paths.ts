import type { Api, Request } from "./request-and-answer.js";

/** The base path of each API on the emulator. */
export const bases: Readonly<Record<Api, string>> = { cloudflare: "/client/v4", appgate: "/admin" };

type ApiPath = Pick<Request, "api" | "path">;

/** The API and path for a full path. Cloudflare refuses a path of neither API: the most likely cause is a wrong base URL. */
export function apiPathOf(fullPath: string): ApiPath {
  return (
    apiPathBelow("appgate", bases.appgate, fullPath) ??
    apiPathBelow("cloudflare", bases.cloudflare, fullPath) ?? { api: "cloudflare", path: fullPath }
  );
}

export function apiPathBelow(api: Api, base: string, fullPath: string): ApiPath | undefined {
  return fullPath === base || fullPath.startsWith(`${base}/`)
    ? { api, path: fullPath.slice(base.length) }
    : undefined;
}
