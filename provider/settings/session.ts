import type { Config } from "@pulumi/pulumi/dynamic";
import type { ClientOptions, CloudflareClient } from "../cloudflare/client.js";
import { refuseWithoutEngine } from "../engine/engine-alive.js";
import { log } from "../engine/log.js";
import { until } from "../engine/shutdown.js";
import { Claims } from "./claims.js";
import type { SettingsKind } from "./kind.js";
import { LiveReads } from "./live-reads.js";
import { OtherProcesses } from "./other-processes.js";
import { Reporter } from "./reporter.js";
import type { Settings } from "./settings.js";

/** Milliseconds until a look for a preview is given up: the end of a preview waits 3 s for its line. */
const PREVIEW_DEADLINE = 2_500;
/** Milliseconds for which the checks of a run wait for looks, all together: the engine runs checks one after another. */
const ALL_CHECKS_WAIT = 2_000;
/** Milliseconds for which a check waits where it has to know, more than a look takes that is not held back by a rate limit. */
const ONE_CHECK_WAITS = 3_000;

/** What a provider remembers from its `configure` on: one engine operation, except in tests, where one process serves several. */
export class Session<S extends Settings> {
  /** Ids whose PUT was seen to wipe what it does not name. */
  readonly wholeDocuments = new Set<string>();
  readonly others: OtherProcesses;
  readonly claims: Claims<S>;
  readonly reporter = new Reporter();
  readonly liveReads: LiveReads<S>;
  private connected: Promise<CloudflareClient> | undefined;
  private observing: Promise<CloudflareClient> | undefined;
  private waited = 0;

  constructor(
    private readonly config: Config,
    type: string,
    observe: (client: CloudflareClient, id: string) => Promise<S>,
  ) {
    this.others = new OtherProcesses(type);
    this.claims = new Claims(this.others);
    this.liveReads = new LiveReads(
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

  /** What a check wants to see, if it is there in time. */
  async inTime<T>(work: Promise<T>, { isNeeded }: { readonly isNeeded: boolean }): Promise<T | undefined> {
    const since = Date.now();
    const wait = isNeeded ? ONE_CHECK_WAITS : ALL_CHECKS_WAIT - this.waited;
    const result = wait > 0 ? await Promise.race([work, until(since + wait)]) : undefined;
    this.waited += Date.now() - since;
    return result;
  }

  /** The client of what is only going to be shown. */
  private observer(): Promise<CloudflareClient> {
    this.observing ??= this.connect({ deadline: PREVIEW_DEADLINE });
    return this.observing;
  }

  private async connect(options: ClientOptions): Promise<CloudflareClient> {
    const [{ CloudflareClient }, { resolveConnection }] = await Promise.all([
      import("../cloudflare/client.js"),
      import("../cloudflare/credentials.js"),
    ]);
    const connection = resolveConnection((key) => this.config.get(key), process.env);
    const logInfo = (text: string) => log({ text, severity: "info" });
    return new CloudflareClient(connection, { guard: refuseWithoutEngine, log: logInfo, ...options });
  }
}

/** One operation on one account or zone. */
export interface Operation<S extends Settings> {
  readonly kind: SettingsKind<S>;
  readonly session: Session<S>;
  readonly id: string;
  /** Shown to people, and kept in the log of the run. */
  readonly tell: (line: string) => void;
}
