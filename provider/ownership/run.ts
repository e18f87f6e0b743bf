import type { Config } from "@pulumi/pulumi/dynamic";
import type { ClientOptions, CloudflareClient } from "../cloudflare/client.js";
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
  private connected: Promise<CloudflareClient> | undefined;
  private observing: Promise<CloudflareClient> | undefined;

  constructor(
    private readonly config: Config,
    observe: (client: CloudflareClient, id: string) => Promise<S>,
  ) {
    this.observations = new Observations(
      async (id) => observe(await this.observer(), id),
      async (id) => observe(await this.client(), id),
    );
  }

  /**
   * The client, with credentials that are read when they are first needed: an error thrown by `configure` would be shown once, and
   * later calls would go on with a provider that was never configured. An operation without a request does not even load the client.
   */
  client(): Promise<CloudflareClient> {
    this.connected ??= this.connect({});
    return this.connected;
  }

  /** The client of what is only going to be told. */
  private observer(): Promise<CloudflareClient> {
    this.observing ??= this.connect({ deadline: PATIENCE });
    return this.observing;
  }

  private async connect(options: ClientOptions): Promise<CloudflareClient> {
    const [{ CloudflareClient }, { resolveConnection }] = await Promise.all([
      import("../cloudflare/client.js"),
      import("../cloudflare/credentials.js"),
    ]);
    const connection = resolveConnection((key) => this.config.get(key), process.env);
    return new CloudflareClient(connection, { guard: refuseWithoutEngine, tell, ...options });
  }
}
