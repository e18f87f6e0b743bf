import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:net";
import path from "node:path";
import { createInterface } from "node:readline";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Json, Props } from "./json.js";
import { environmentWithShortRetries } from "./short-retries.js";
import { withoutSecretMarkers } from "./unmarked.js";

export type { Props };

/** No retries: a fault in a history stands for a lasting one. */
const ONE_ATTEMPT = { deadline: 5_000, firstWait: 5_000 };

interface ProcessOptions {
  /** Shorter times for the retry policy. Default: times for one attempt. */
  readonly less?: Parameters<typeof environmentWithShortRetries>[0];
  /** Options for Node itself. */
  readonly node?: readonly string[];
}

const root = path.join(__dirname, "../..");

/** The result of `create`, `update` and `delete`. */
export type Outcome =
  | { readonly ok: true; readonly id: string; readonly outputs: Props }
  | { readonly ok: false; readonly message: string; readonly partial?: Partial };

/** The partial state of an error that says that the resource exists nevertheless. The engine records it. */
export interface Partial {
  readonly id: string;
  readonly outputs: Props;
}

export type Checked = { readonly inputs: Props } | { readonly failures: readonly string[] };
export type Read = { readonly id: string; readonly outputs: Props; readonly inputs: Props } | "gone";

/** The process of the Pulumi SDK's real dynamic provider, and the calls that the engine makes to it. */
export class ProviderProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly client: ResourceProviderClient,
    private readonly engine: Server,
  ) {}

  /** Starts a process. `listen` gets every line that it prints, which a user reads under "Diagnostics". */
  static async start(
    listen: (line: string) => void,
    { less = ONE_ATTEMPT, node = [] }: ProcessOptions = {},
  ): Promise<ProviderProcess> {
    // The provider writes only while its engine accepts connections.
    const engine = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
    await once(engine, "listening");
    const address = engine.address();
    if (address === null || typeof address === "string") {
      throw new Error("The engine has no TCP address.");
    }

    const script = require.resolve("@pulumi/pulumi/cmd/dynamic-provider");
    const child = spawn(process.execPath, [...node, script, `127.0.0.1:${address.port}`], {
      cwd: root,
      env: {
        PATH: process.env["PATH"],
        PULUMI_NODEJS_PROJECT: "histories",
        ...environmentWithShortRetries(less),
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const lines = createInterface({ input: child.stdout });
    const ended = once(child, "exit").then(() =>
      assert.fail("The provider's process has ended before it said its port."),
    );
    const [port] = await Promise.race([once(lines, "line"), ended]);
    ended.catch(() => undefined);
    lines.on("line", listen);
    createInterface({ input: child.stderr }).on("line", listen);
    // The engine's own limit: a set of 10,000 zones is larger than gRPC's default.
    const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
      "grpc.max_receive_message_length": -1,
    });
    return new ProviderProcess(child, client, engine);
  }

  get pid(): number {
    if (this.child.pid === undefined) {
      throw new Error("The provider's process did not start.");
    }
    return this.child.pid;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  stop(): Promise<void> {
    return this.end("SIGKILL");
  }

  /** Ends the process as the engine does at the end of a run. The process may still print lines. */
  interrupt(): Promise<void> {
    return this.end("SIGINT");
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const closed = once(this.child, "close");
    this.child.kill(signal);
    await closed;
    this.client.close();
    this.engine.close();
  }

  /** Simulates a killed engine: it accepts no connections any more. */
  loseEngine(): void {
    this.engine.close();
  }

  /** Cancels as the engine does after a Ctrl-C. */
  async cancel(): Promise<void> {
    await answer<Empty>((done) => this.client.cancel(new Empty(), done));
  }

  async configure(config: Readonly<Record<string, string>>): Promise<void> {
    const request = new rpc.ConfigureRequest().setArgs(struct(config));
    await answer<rpc.ConfigureResponse>((done) => this.client.configure(request, done));
  }

  async check(olds: Props, news: Props): Promise<Checked> {
    const request = new rpc.CheckRequest().setOlds(struct(olds)).setNews(struct(news));
    const checked = await answer<rpc.CheckResponse>((done) => this.client.check(request, done));
    const failures = checked.getFailuresList().map((failure) => failure.getReason());
    return failures.length > 0 ? { failures } : { inputs: props(checked.getInputs()) };
  }

  /** Returns the properties that require a replacement. */
  async diff(id: string, olds: Props, news: Props): Promise<readonly string[]> {
    const request = new rpc.DiffRequest().setId(id).setOlds(struct(olds)).setNews(struct(news));
    const diff = await answer<rpc.DiffResponse>((done) => this.client.diff(request, done));
    if (diff.getChanges() !== rpc.DiffResponse.DiffChanges.DIFF_UNKNOWN) {
      throw new Error("diff decided about changes, which is the engine's to do, property by property");
    }
    return diff.getReplacesList();
  }

  async read(id: string, outputs: Props): Promise<Read> {
    const request = new rpc.ReadRequest().setId(id).setProperties(struct(outputs));
    const read = await answer<rpc.ReadResponse>((done) => this.client.read(request, done));
    const now = read.getId();
    return now === ""
      ? "gone"
      : {
          id: now,
          outputs: withoutSecretMarkers(props(read.getProperties())),
          inputs: withoutSecretMarkers(props(read.getInputs())),
        };
  }

  create(news: Props): Promise<Outcome> {
    const request = new rpc.CreateRequest().setProperties(struct(news));
    return outcome(async () => {
      const created = await answer<rpc.CreateResponse>((done) => this.client.create(request, done));
      return { id: created.getId(), outputs: withoutSecretMarkers(props(created.getProperties())) };
    });
  }

  update(id: string, olds: Props, news: Props): Promise<Outcome> {
    const request = new rpc.UpdateRequest().setId(id).setOlds(struct(olds)).setNews(struct(news));
    return outcome(async () => {
      const updated = await answer<rpc.UpdateResponse>((done) => this.client.update(request, done));
      return { id, outputs: withoutSecretMarkers(props(updated.getProperties())) };
    });
  }

  delete(id: string, outputs: Props): Promise<Outcome> {
    const request = new rpc.DeleteRequest().setId(id).setProperties(struct(outputs));
    return outcome(async () => {
      await answer<object>((done) => this.client.delete(request, done));
      return { id, outputs: {} };
    });
  }
}

type Done<A> = (error: grpc.ServiceError | null, answer: A) => void;

function answer<A>(call: (done: Done<A>) => unknown): Promise<A> {
  return new Promise((resolve, reject) => {
    call((error, value) => (error === null ? resolve(value) : reject(error)));
  });
}

async function outcome(work: () => Promise<Partial>): Promise<Outcome> {
  try {
    return { ok: true, ...(await work()) };
  } catch (error) {
    if (!isServiceError(error)) {
      throw error;
    }
    const partial = partialFailure(error);
    return { ok: false, message: error.details, ...(partial && { partial }) };
  }
}

function isServiceError(error: unknown): error is grpc.ServiceError {
  return error instanceof Error && "details" in error && "metadata" in error;
}

/** The half-done resource in the details of the error, where the engine looks for it. */
function partialFailure({ metadata }: grpc.ServiceError): Partial | undefined {
  const [bytes] = metadata.get("grpc-status-details-bin");
  if (!(bytes instanceof Uint8Array)) {
    return undefined;
  }
  const detail = Status.deserializeBinary(bytes).getDetailsList()[0];
  if (detail === undefined) {
    return undefined;
  }
  const failed = rpc.ErrorResourceInitFailed.deserializeBinary(detail.getValue_asU8());
  return { id: failed.getId(), outputs: withoutSecretMarkers(props(failed.getProperties())) };
}

function struct(value: Props): Struct {
  return Struct.fromJavaScript({ ...value });
}

function props(value: Struct | undefined): Props {
  return Object.fromEntries(
    Object.entries(value?.toJavaScript() ?? {}).map(([key, item]) => [key, json(item)]),
  );
}

/** A protobuf Struct always holds JSON. */
function json(value: unknown): Json {
  return JSON.parse(JSON.stringify(value));
}
