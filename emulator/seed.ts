import type { ControllerSeed } from "./appgate/controller-state.js";
import { permissions } from "./cloudflare/auth.js";
import type { CloudflareSeed } from "./cloudflare/state.js";

export type { ControllerSeed, UserSeed } from "./appgate/controller-state.js";
export type { AccountSeed, BehaviorSeed } from "./cloudflare/account-state.js";
export type { ZoneSeed } from "./cloudflare/zone-state.js";

/** The emulator's state when it starts, as plain JSON. An omitted part is taken from `defaultSeed`. */
export interface Seed extends Partial<CloudflareSeed> {
  /** The Appgate SDP Controller. */
  readonly controller?: ControllerSeed;
}

/**
 * One account, one entitled zone, a token and a Global API Key with all permissions, and a Controller with the user `admin`. The ids are
 * from the examples in Cloudflare's API reference.
 */
export const defaultSeed = {
  accounts: { "699d98642c564d2e855e9661899b7252": {} },
  zones: { "023e105f4ecef8ad9ca31a8372d0c353": {} },
  tokens: { "emulator-token": { permissions } },
  globalKeys: { "admin@example.com": "emulator-global-key" },
  controller: { users: { admin: { password: "emulator-password" } } },
} as const satisfies Seed;
