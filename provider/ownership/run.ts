import type { Config } from "@pulumi/pulumi/dynamic";
import { type ClientOptions, CloudflareClient } from "../cloudflare/client.js";
import { resolveConnection } from "../cloudflare/credentials.js";
import { refuseWithoutEngine } from "../engine/engine-alive.js";
import { tell } from "../engine/tell.js";
import { Claims } from "./claims.js";
import { Observations } from "./observations.js";
import { Report } from "./report.js";
import type { Units } from "./units.js";

/** Milliseconds until an observation is given up: the end of a preview waits 3 s for its line. */
const PATIENCE = 2_500;

/** What a provider remembers from its `configure` on: one engine operation, except in tests, where one process serves several. */
export class Run<S extends Units> {
  /** Ids whose PUT was seen to wipe what it does not name. */
  readonly wholeDocuments = new Set<string>();
  readonly claims = new Claims<S>();
  readonly report = new Report();
  readonly observations: Observations<S>;
  private connected: CloudflareClient | undefined;
  private observing: CloudflareClient | undefined;

  constructor(
    private readonly config: Config,
    observe: (client: CloudflareClient, id: string) => Promise<S>,
  ) {
    this.observations = new Observations(
      async (id) => observe(this.observer(), id),
      async (id) => observe(this.client(), id),
    );
  }

  /**
   * The client, with credentials that are read when they are first needed: an error thrown by `configure` would be shown once, and
   * later calls would go on with a provider that was never configured.
   */
  client(): CloudflareClient {
    this.connected ??= this.connect({});
    return this.connected;
  }

  /** The client of what is only going to be told. */
  private observer(): CloudflareClient {
    this.observing ??= this.connect({ deadline: PATIENCE });
    return this.observing;
  }

  private connect(options: ClientOptions): CloudflareClient {
    const connection = resolveConnection((key) => this.config.get(key), process.env);
    return new CloudflareClient(connection, { guard: refuseWithoutEngine, tell, ...options });
  }
}
