import type { Config } from "@pulumi/pulumi/dynamic";
import type { ClientOptions, CloudflareClient } from "../cloudflare/client.js";
import { cancelled, unlessCancelled } from "../engine/cancellation.js";
import { beforeExit, until } from "../engine/end-of-run.js";
import { refuseWithoutEngine } from "../engine/engine-alive.js";
import { log } from "../engine/log.js";
import type { SettingsKind } from "./kind.js";
import { LiveReads } from "./live-reads.js";
import type { Naming } from "./messages/place-names.js";
import { Reporter } from "./messages/reporter.js";
import { waitsForOthers } from "./messages/wording.js";
import { Claims } from "./ownership/claims.js";
import { OtherProcesses } from "./ownership/other-processes.js";
import type { ProgramContext } from "./program-context.js";
import type { Settings } from "./settings.js";
import { waits } from "./waits.js";

/** What a provider remembers from its `configure` on: one engine operation, except in tests, where one process serves several. */
export class Session<S extends Settings> {
  /** Ids whose PUT was seen to wipe what it does not name. */
  readonly wholeDocuments = new Set<string>();
  readonly others: OtherProcesses;
  readonly claims: Claims<S>;
  readonly reporter = new Reporter();
  readonly liveReads: LiveReads<S>;
  /** What accounts or zones are called. `check` fills in the names that the program has for them. */
  readonly naming: Naming & { readonly names: Map<string, string> };
  /** Whether the program has declared anything in this run. */
  hasChecked = false;
  /** What the program has told of the resource that was checked last, by the id of each account or zone that it is about. */
  readonly contexts = new Map<string, ProgramContext>();
  /** Settings of which it was previewed what managing them overwrites, each as "id setting". */
  readonly previewed = new Set<string>();
  /** Whether an operation has begun in this run. It tells by itself what it overwrites: nothing more is looked at for a preview. */
  isAtWork = false;
  private connected: Promise<CloudflareClient> | undefined;
  private observing: Promise<CloudflareClient> | undefined;
  private waited = 0;

  constructor(
    private readonly config: Config,
    { observe, place, type }: Pick<SettingsKind<S>, "observe" | "place" | "type">,
  ) {
    // From the beginning: a cancellation that nobody hears is never told again.
    cancelled();
    this.naming = { place, names: new Map() };
    this.others = new OtherProcesses(type, (id) => this.reporter.log({ type, id }, waitsForOthers(place)));
    this.claims = new Claims(this.others);
    this.liveReads = new LiveReads(
      async (id, deadline) => observe((await this.observer()).within(deadline), id),
      async (id) => observe(await this.client(), id),
    );
  }

  /**
   * The client, with credentials that are read when they are first needed: an error thrown by `configure` would be shown once, and
   * later calls would go on with a provider that was never configured. An operation without a request does not even load the client.
   */
  client(): Promise<CloudflareClient> {
    this.connected ??= this.connect({ signal: cancelled() });
    return this.connected;
  }

  /** What the work comes to, if it is there within so many milliseconds and the operation is not cancelled meanwhile. */
  within<T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> {
    return unlessCancelled(Promise.race([work, until(Date.now() + milliseconds)]));
  }

  /** The same within what is left of the time that all checks share. */
  async withinTimeOfAllChecks<T>(work: Promise<T>): Promise<T | undefined> {
    const since = Date.now();
    const left = waits.allChecks - this.waited;
    const result = left > 0 ? await this.within(left, work) : undefined;
    this.waited += Date.now() - since;
    return result;
  }

  /** The client of what is only going to be shown. */
  private observer(): Promise<CloudflareClient> {
    this.observing ??= this.connect({});
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

/**
 * The session that the handlers of one kind share: in one operation a setting may move from a resource of one account or zone to one of
 * many. The engine configures each handler once for each operation, so one that is configured again begins another.
 */
export class Sessions<S extends Settings> {
  private session: Session<S> | undefined;
  private members = new Set<object>();
  /** At the end of the run the latest session says what is left. A function for each would keep every session until then. */
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
