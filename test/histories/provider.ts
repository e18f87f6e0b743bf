import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import path from "node:path";
import type { ResourceProvider } from "@pulumi/pulumi/dynamic";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { PluginProvider } from "../../plugin/provider.js";
import type { Variant } from "../e2e/dynamic-and-plugin.js";
import { withoutSecretMarkers } from "../support/unmarked.js";
import { type Load, ownModules, PLUGIN, PROVIDER } from "./modules-per-process.js";
import { type Asked, PluginHandler } from "./plugin-handler.js";
import { handlerOf, type Props } from "./settings.js";

/** The result of `create`, `update` and `delete`. An error with `partial` says that the resource exists nevertheless. */
export type Outcome =
  | { readonly ok: true; readonly id: string; readonly outputs: Props }
  | { readonly ok: false; readonly message: string; readonly partial?: { id: string; outputs: Props } };

/** What the engine passes to a process that it starts. */
export interface ProviderOptions {
  /** The engine's address. */
  readonly engine: string;
  readonly config: Readonly<Record<string, string>>;
  readonly variant: Variant;
  /** Whether no other resource will come to wait for, so that one poll is enough. */
  readonly isHurried: boolean;
}

/** The ids of the running processes. Each has a unique one, above any that the system assigns. */
const alive = new Set<number>();
let lastPid = 2 ** 30;

function nextPid(): number {
  lastPid += 1;
  alive.add(lastPid);
  return lastPid;
}

/** Works like `process.kill(pid, 0)`. */
function kill(pid: number): true {
  if (!alive.has(pid)) {
    throw Object.assign(new Error("kill ESRCH"), { code: "ESRCH" });
  }
  return true;
}

type Handler = Required<ResourceProvider<object, object>>;

const { deserializeBinary } = Empty;

/** A number of polls. This engine needs less than one poll between two checks. */
const QUIET = 1;

/**
 * A provider process without the process: the built package with its own module instances, standard output, arguments and signals. Like the
 * processes that the engine starts for each provider of a program, it shares only the file system with the others.
 */
export class Provider {
  private readonly load: Load;
  private readonly plugin: PluginProvider | undefined;
  /** Emits its signals and its exit. */
  private readonly events = new EventEmitter();

  /** `print` gets each line that a user reads under "Diagnostics". */
  constructor(
    { engine, config, variant, isHurried }: ProviderOptions,
    private readonly print: (line: string) => void,
  ) {
    const write = (text: string) => {
      for (const line of text.trimEnd().split("\n")) {
        this.print(line);
      }
      return true;
    };
    const { events } = this;
    const pid = nextPid();
    events.prependOnceListener("exit", () => setImmediate(() => alive.delete(pid)));
    // A process listens for a cancellation by changing an object that all of them share here (cancellation.ts).
    events.once("exit", () => Object.assign(Empty, { deserializeBinary }));
    const own = {
      pid,
      kill,
      argv: [...process.argv, engine],
      env: {},
      stdout: Object.assign(new EventEmitter(), { write }),
      stderr: Object.assign(new EventEmitter(), { write }),
      once: events.once.bind(events),
      on: events.on.bind(events),
      exit: () => events.emit("exit"),
    };
    this.load = ownModules(Object.create(process, Object.getOwnPropertyDescriptors(own)));
    // Many attempts with almost no wait between them.
    this.set("http/timeouts-and-retry-limits.js", "requestTimes", {
      deadline: 20_000,
      firstWait: 1,
      longestWait: 2,
    });
    if (isHurried) {
      this.set("settings/preview-and-operation-waits.js", "waits", { siblings: 1, poll: 1 });
    }
    if (variant === "plugin") {
      this.plugin = this.startPlugin(config);
      return;
    }
    for (const kind of ["RiskBehaviors", "RiskBehaviorsSet", "FraudSettings", "FraudSettingsSet"] as const) {
      void this.handler({ kind, name: "" }).configure({
        config: { get: (key: string) => config[key], require: (key: string) => config[key] ?? "" },
      });
    }
  }

  /** @param program The inputs that the constructor adds and `check` removes. */
  async check(
    asked: Asked,
    olds: Props,
    news: Props,
    program: Props,
  ): Promise<{ inputs: Props; failures: string[] }> {
    const checked = await this.handler(asked).check(copy(olds), { ...copy(news), __program: program });
    const { inputs = news, failures = [] } = checked;
    return {
      inputs: { ...copy(inputs), __provider: news["__provider"] ?? "" },
      failures: failures.map(({ reason }) => reason),
    };
  }

  async diff(
    asked: Asked,
    id: string,
    olds: Props,
    news: Props,
  ): Promise<{ changes: boolean; replaces: string[] }> {
    const { changes = false, replaces = [] } = await this.handler(asked).diff(id, copy(olds), copy(news));
    return { changes, replaces };
  }

  create(asked: Asked, news: Props): Promise<Outcome> {
    return outcome(news, async () => this.handler(asked).create(copy(news)));
  }

  update(asked: Asked, id: string, olds: Props, news: Props): Promise<Outcome> {
    return outcome(news, async () => ({
      id,
      ...(await this.handler(asked).update(id, copy(olds), copy(news))),
    }));
  }

  delete(asked: Asked, id: string, olds: Props): Promise<Outcome> {
    return outcome(olds, async () => {
      await this.handler(asked).delete(id, copy(olds));
      return { id, outs: {} };
    });
  }

  async read(asked: Asked, id: string, olds: Props): Promise<{ outputs: Props; inputs: Props } | "gone"> {
    const read = await this.handler(asked).read(id, copy(olds));
    const own = { __provider: olds["__provider"] ?? "" };
    return read.id === undefined || read.id === ""
      ? "gone"
      : {
          outputs: { ...withoutSecretMarkers(copy(read.props)), ...own },
          inputs: { ...withoutSecretMarkers(copy(read.inputs)), ...own },
        };
  }

  /** Sends SIGINT, with which the engine ends a run. The process may still print lines, and is killed after five seconds. */
  async interrupt(): Promise<void> {
    const { events } = this;
    if (events.listenerCount("SIGINT") === 0) {
      events.emit("exit");
      return;
    }
    const killer = setTimeout(() => events.emit("exit"), 5_000);
    const exited = once(events, "exit");
    events.emit("SIGINT");
    await exited;
    clearTimeout(killer);
  }

  private set(file: string, name: string, values: Record<string, number>): void {
    Object.assign(Object(this.load(path.join(PROVIDER, file))[name]), values);
  }

  private startPlugin(config: ProviderOptions["config"]): PluginProvider {
    // As the plugin's main module does, which would also listen on a port.
    Object(this.load(path.join(PROVIDER, "engine/engine-address.js"))).startedByEngine();
    const [{ PluginProvider }, { Checks }] = ["provider.js", "wait-for-checks.js"].map((name) =>
      Object(this.load(path.join(PLUGIN, name))),
    );
    const plugin: PluginProvider = Reflect.construct(PluginProvider, [new Checks(QUIET)]);
    const args = Object.entries(config).map(([key, value]) => [key.replace("cloudflare:", ""), value]);
    void plugin.configure(Object.fromEntries(args), undefined);
    return plugin;
  }

  private handler(asked: Asked): Handler {
    if (this.plugin !== undefined) {
      return new PluginHandler(this.plugin, asked);
    }
    const handler = this.load(path.join(PROVIDER, "handlers.js"))[handlerOf(asked.kind)];
    assert.ok(isHandler(handler));
    return handler;
  }
}

/** Converts a method's result as the SDK's server does: it sends the result, and an error with an id means a half-done resource. */
async function outcome(props: Props, work: () => Promise<{ id: string; outs?: unknown }>): Promise<Outcome> {
  try {
    const { id, outs } = await work();
    return {
      ok: true,
      id,
      outputs: { ...withoutSecretMarkers(copy(outs)), __provider: props["__provider"] ?? "" },
    };
  } catch (error) {
    assert.ok(error instanceof Error || Object.prototype.toString.call(error) === "[object Error]");
    const { message, id, properties } = Object(error);
    if (id === undefined) {
      return { ok: false, message };
    }
    const outputs = withoutSecretMarkers(copy(properties));
    assert.ok(
      "__provider" in outputs,
      "nobody could ever refresh or delete the resource: its state has lost __provider",
    );
    return { ok: false, message, partial: { id, outputs } };
  }
}

/** A copy through JSON, which is what the engine and a provider exchange. */
function copy(value: unknown): Props {
  assertNothingUndefined(value);
  return JSON.parse(JSON.stringify(value ?? {}));
}

function assertNothingUndefined(value: unknown): void {
  if (typeof value !== "object" || value === null) {
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    assert.notEqual(item, undefined, `${key} is undefined, which the SDK's server cannot send`);
    assertNothingUndefined(item);
  }
}

function isHandler(value: unknown): value is Handler {
  const methods = ["configure", "check", "diff", "create", "read", "update", "delete"];
  return typeof value === "object" && value !== null && methods.every((name) => name in value);
}
