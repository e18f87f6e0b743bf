import { createRequire } from "node:module";
import type { Client } from "@grpc/grpc-js";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb.js";
import { ignoreClosedPipes } from "./closed-pipes.js";
import { beforeExit } from "./end-of-run.js";
import { type EngineAddress, engineAddress } from "./engine-address.js";

export type Severity = "info" | "warning";

/** A line for people. */
export interface Line {
  readonly text: string;
  /** Default: info. */
  readonly severity?: Severity;
  /** The resource that it is about; absent: the stack. */
  readonly urn?: string | undefined;
}

/** Milliseconds. The engine is on this machine. */
const LONGEST_DELIVERY = 1_000;

interface Connection {
  readonly engine: Client;
  readonly messages: typeof import("@pulumi/pulumi/proto/engine_pb.js");
}

let connection: Connection | undefined;
let delivery: Promise<void> | undefined;
let reword = (text: string): string => text;

/** Rewords all lines from now on: a plugin has other names for its configuration. */
export function rewordLines(change: (text: string) => string): void {
  reword = change;
}

/**
 * Shows a line, under its resource and with its severity, in the order of the calls. A process that no engine has started prints it.
 */
export function log({ text, ...about }: Line): void {
  const line = { ...about, text: reword(text) };
  const address = engineAddress();
  if (address === undefined) {
    print(line);
    return;
  }
  if (delivery === undefined) {
    beforeExit(delivered);
  }
  delivery = (delivery ?? Promise.resolve()).then(() => deliver(line, address));
}

/** Settles when all lines have reached the engine: the log of a killed run has to hold what it has overwritten. */
export async function delivered(): Promise<void> {
  await delivery;
}

async function deliver(line: Line, address: EngineAddress): Promise<void> {
  try {
    connection ??= connect(address);
    await send(connection, line);
  } catch {
    // The engine also shows printed lines, but neither under their resource nor with their severity.
    print(line);
  }
}

async function send({ engine, messages }: Connection, { text, severity, urn }: Line): Promise<void> {
  const { LogRequest, LogSeverity } = messages;
  const request = new LogRequest();
  request.setMessage(text);
  request.setSeverity(severity === "warning" ? LogSeverity.WARNING : LogSeverity.INFO);
  request.setUrn(urn ?? "");
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("The engine does not answer.")), LONGEST_DELIVERY);
    // The answer is empty. Parsed in the ordinary way it would be taken for a message that cancels the operation (cancellation.ts).
    engine.makeUnaryRequest(LOG, serialize, ignore, request, (error) => {
      clearTimeout(timer);
      error ? reject(error) : resolve();
    });
  });
}

const LOG = "/pulumirpc.Engine/Log";

function serialize(request: LogRequest): Buffer {
  return Buffer.from(request.serializeBinary());
}

function ignore(): undefined {
  return undefined;
}

/** Uses the SDK's own parts: its client does not take the credentials of another copy of gRPC. */
function connect({ host, port }: EngineAddress): Connection {
  const fromSdk = createRequire(require.resolve("@pulumi/pulumi/package.json"));
  const { Client, credentials }: typeof import("@grpc/grpc-js") = fromSdk("@grpc/grpc-js");
  const messages: typeof import("@pulumi/pulumi/proto/engine_pb.js") = fromSdk("./proto/engine_pb");
  const address = `${host.includes(":") ? `[${host}]` : host}:${port}`;
  return { engine: new Client(address, credentials.createInsecure()), messages };
}

function print({ text }: Line): void {
  ignoreClosedPipes();
  process.stdout.write(`${text}\n`);
}
