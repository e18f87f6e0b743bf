import type { Config } from "@pulumi/pulumi/dynamic";
import { CloudflareClient } from "../cloudflare/client.js";
import { resolveConnection } from "../cloudflare/credentials.js";

/** What a provider remembers from its `configure` on: one engine operation, except in tests, where one process serves several. */
export class Run {
  /** Ids whose PUT was seen to wipe what it does not name. */
  readonly wholeDocuments = new Set<string>();
  private connected: CloudflareClient | undefined;

  constructor(private readonly config: Config) {}

  /**
   * The client, with credentials that are read when they are first needed: an error thrown by `configure` would be shown once, and
   * later calls would go on with a provider that was never configured.
   */
  client(): CloudflareClient {
    this.connected ??= new CloudflareClient(resolveConnection((key) => this.config.get(key), process.env));
    return this.connected;
  }
}
