import { type AccountSeed, AccountState } from "./account-state.js";
import type { ApiToken, Credentials } from "./auth.js";
import { Limiter } from "./rate-limit.js";
import { type ZoneSeed, ZoneState } from "./zone-state.js";

/** What Cloudflare holds when the emulator starts. */
export interface CloudflareSeed {
  /** By account id. */
  readonly accounts: Readonly<Record<string, AccountSeed>>;
  /** By zone id. */
  readonly zones: Readonly<Record<string, ZoneSeed>>;
  /** API tokens, by their text. */
  readonly tokens: Readonly<Record<string, ApiToken>>;
  /** Global API Keys, by the user's e-mail address. */
  readonly globalKeys: Readonly<Record<string, string>>;
}

export class CloudflareState {
  readonly accounts: ReadonlyMap<string, AccountState>;
  readonly zones: ReadonlyMap<string, ZoneState>;
  readonly credentials: Credentials;
  readonly limiter = new Limiter();

  constructor(seed: CloudflareSeed) {
    this.accounts = new Map(
      Object.entries(seed.accounts).map(([id, account]) => [id, new AccountState(account)]),
    );
    this.zones = new Map(Object.entries(seed.zones).map(([id, zone]) => [id, new ZoneState(zone)]));
    this.credentials = {
      tokens: new Map(Object.entries(seed.tokens)),
      globalKeys: new Map(Object.entries(seed.globalKeys)),
    };
  }

  /** Throws if none was seeded with this id. */
  account(id: string): AccountState {
    return seeded(this.accounts, "account", id);
  }

  /** Throws if none was seeded with this id. */
  zone(id: string): ZoneState {
    return seeded(this.zones, "zone", id);
  }
}

function seeded<State>(states: ReadonlyMap<string, State>, kind: string, id: string): State {
  const state = states.get(id);
  if (state !== undefined) {
    return state;
  }
  const known = [...states.keys()].join(", ") || "none";
  throw new Error(`The emulator has no ${kind} "${id}". Seeded: ${known}.`);
}
