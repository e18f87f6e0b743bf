import type { CloudflareClient } from "../../cloudflare/client.js";
import type { SettingsKind } from "../kind.js";
import type { Settings } from "../settings.js";

/** One account's or zone's settings, and what this run knows about writing them. */
export interface Target<S extends Settings> {
  readonly kind: SettingsKind<S>;
  readonly client: CloudflareClient;
  readonly id: string;
  /** Ids whose PUT was seen to wipe what it does not name: they get whole documents. */
  readonly wholeDocuments: Set<string>;
  /** To be called when a PUT begins and when it ends. */
  readonly invalidate: () => void;
}
