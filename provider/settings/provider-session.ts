import type { Config } from "@pulumi/pulumi/dynamic";
import type { ClientOptions, CloudflareClient } from "../cloudflare/client.js";
import { cancelled, unlessCancelled } from "../engine/cancellation.js";
import { beforeExit, until } from "../engine/end-of-run.js";
import { refuseWithoutEngine } from "../engine/engine-alive.js";
import { log } from "../engine/log.js";
import type { Layout } from "./inputs-and-state/layout.js";
import type { SettingsKind } from "./kind.js";
import { LiveReads } from "./live-reads.js";
import type { Naming } from "./messages/place-names.js";
import { Reporter } from "./messages/reporter.js";
import { waitsForOthers } from "./messages/write-and-failure-wording.js";
import { Claims } from "./ownership/claims.js";
import { OtherProcesses } from "./ownership/other-processes.js";
import { waits } from "./preview-and-operation-waits.js";
import type { ProgramContext } from "./program-context.js";
import type { Settings } from "./settings.js";

/** What a provider remembers from its `configure` on, for one engine operation. In tests, one process serves several operations. */
export class Session<S extends Settings> {
  /** Ids of which a PUT has wiped the settings that it did not name. */
  readonly wholeDocuments = new Set<string>();
  readonly others: OtherProcesses;
  readonly claims: Claims<S>;
  readonly reporter = new Reporter();
  readonly liveReads: LiveReads<S>;
  /** The names of accounts or zones. `check` fills in the names from the program. */
  readonly naming: Naming & { readonly names: Map<string, string> };
  /** Whether the program has declared a resource in this run. */
  hasChecked = false;
  /** The context of the resource that was checked last, by the id of each account or zone that it manages. */
  readonly contexts = new Map<string, ProgramContext>();
  /** Settings whose adoption was previewed, each as "id setting". */
  readonly previewed = new Set<string>();
  /** Whether an operation has begun in this run. It logs what it overwrites, so previews send no more requests. */
  hasBegunOperation = false;
  private connected: Promise<CloudflareClient> | undefined;
  private connectedForPreview: Promise<CloudflareClient> | undefined;
  private waited = 0;

  constructor(
    private readonly config: Config,
    { observe, place, type }: Pick<SettingsKind<S>, "observe" | "place" | "type">,
  ) {
    // Listen from the beginning: a cancellation that nobody hears is not sent again.
    cancelled();
    this.naming = { place, names: new Map() };
    this.others = new OtherProcesses(type, (id) => this.reporter.log({ type, id }, waitsForOthers(place)));
    this.claims = new Claims(this.others);
    this.liveReads = new LiveReads(
      async (id, deadline) => observe((await this.previewClient()).withDeadline(deadline), id),
      async (id) => observe(await this.client(), id),
    );
  }

  /**
   * The client. Credentials are read when they are first needed: an error thrown by `configure` would be shown once, and later calls would
   * go on with a provider that was never configured. An operation without a request does not load the client.
   */
  client(): Promise<CloudflareClient> {
    this.connected ??= this.connect({ signal: cancelled() });
    return this.connected;
  }

  /** The result of the work, or undefined if it takes longer than that, or if the operation is cancelled. */
  within<T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> {
    return unlessCancelled(Promise.race([work, until(Date.now() + milliseconds)]));
  }

  /** The same, within the rest of the time that all checks share. */
  async withinTimeOfAllChecks<T>(work: Promise<T>): Promise<T | undefined> {
    const since = Date.now();
    const left = waits.allChecks - this.waited;
    const result = left > 0 ? await this.within(left, work) : undefined;
    this.waited += Date.now() - since;
    return result;
  }

  /** The client for previews. */
  private previewClient(): Promise<CloudflareClient> {
    this.connectedForPreview ??= this.connect({});
    return this.connectedForPreview;
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

/**
 * The session that the handlers of one kind share: in one operation, a setting may move from a single resource to a set. The engine
 * configures each handler once per operation, so a handler that is configured again begins a new session.
 */
export class Sessions<S extends Settings> {
  private session: Session<S> | undefined;
  private members = new Set<object>();
  /** Logs the remaining lines of the latest session when the run ends. One function per session would keep every session until then. */
  private readonly close = () => this.session?.reporter.close();

  constructor(private readonly kind: SettingsKind<S>) {}

  join(member: object, config: Config): Session<S> {
    if (this.session === undefined || this.members.has(member)) {
      this.session = new Session(config, this.kind);
      this.members = new Set();
      beforeExit(this.close);
    }
    this.members.add(member);
    return this.session;
  }
}

/** The resources of one type, in one engine operation. */
export interface Resource<S extends Settings> {
  readonly kind: SettingsKind<S>;
  readonly layout: Layout<S>;
  readonly session: Session<S>;
}
