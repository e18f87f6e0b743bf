import type { Api, Request } from "./exchange.js";

/** Where each API is on the emulator. */
export const bases: Readonly<Record<Api, string>> = { cloudflare: "/client/v4", appgate: "/admin" };

type Place = Pick<Request, "api" | "path">;

/** A path that belongs to neither API is Cloudflare's to refuse: a wrong base URL is the likeliest reason. */
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
