import type { Api, Request } from "./request-and-answer.js";

/** The base path of each API on the emulator. */
export const bases: Readonly<Record<Api, string>> = { cloudflare: "/client/v4", appgate: "/admin" };

type Place = Pick<Request, "api" | "path">;

/** The API and path for a full path. Cloudflare refuses a path of neither API: the most likely cause is a wrong base URL. */
export function placeOf(fullPath: string): Place {
  return (
    placeBelow("appgate", bases.appgate, fullPath) ??
    placeBelow("cloudflare", bases.cloudflare, fullPath) ?? { api: "cloudflare", path: fullPath }
  );
}

export function placeBelow(api: Api, base: string, fullPath: string): Place | undefined {
  return fullPath === base || fullPath.startsWith(`${base}/`)
    ? { api, path: fullPath.slice(base.length) }
    : undefined;
}
