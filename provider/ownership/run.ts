import type { Config } from "@pulumi/pulumi/dynamic";
import { CloudflareClient } from "../cloudflare/client.js";
import { resolveConnection } from "../cloudflare/credentials.js";
import { Claims } from "./claims.js";
import { Observations } from "./observations.js";
import { Report } from "./report.js";
import type { Units } from "./units.js";

/** What a provider remembers from its `configure` on: one engine operation, except in tests, where one process serves several. */
export class Run<S extends Units> {
  /** Ids whose PUT was seen to wipe what it does not name. */
  readonly wholeDocuments = new Set<string>();
  readonly claims = new Claims<S>();
  readonly report = new Report();
  readonly observations: Observations<S>;
  private connected: CloudflareClient | undefined;

  constructor(
    private readonly config: Config,
    observe: (client: CloudflareClient, id: string) => Promise<S>,
  ) {
    this.observations = new Observations(async (id) => observe(this.client(), id));
  }

  /**
   * The client, with credentials that are read when they are first needed: an error thrown by `configure` would be shown once, and
   * later calls would go on with a provider that was never configured.
   */
  client(): CloudflareClient {
    this.connected ??= new CloudflareClient(resolveConnection((key) => this.config.get(key), process.env));
    return this.connected;
  }
}
