import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import type { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import type { ConstructRequest, ConstructResponse } from "@pulumi/pulumi/proto/provider_pb.js";
import { engineAddress } from "../provider/engine/engine-address.js";
import { grpc, NO_LIMIT, ProviderClient } from "./grpc.js";

const MAIN = path.join(__dirname, "component", "main.js");

/** The process that makes components. It starts with the first component: most programs have none. */
export class ComponentProcess {
  private client: Promise<ResourceProviderClient> | undefined;
  private process: ChildProcess | undefined;

  /** @param version The version of the plugin that the engine asks for, if it asks for one. */
  async construct(request: ConstructRequest, version: string | undefined): Promise<ConstructResponse> {
    this.client ??= this.start(version);
    const client = await this.client;
    return new Promise((resolve, reject) => {
      client.construct(request, (error, response) =>
        error === null ? resolve(response) : reject(new Error(error.details)),
      );
    });
  }

  end(): void {
    this.process?.kill();
  }

  private async start(version: string | undefined): Promise<ResourceProviderClient> {
    const engine = engineAddress();
    if (engine === undefined) {
      throw new Error("Components need the Pulumi engine, and it did not start this process.");
    }
    const args = [MAIN, ...(version === undefined ? [] : [version]), `${engine.host}:${engine.port}`];
    const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
    this.process = child;
    const [own] = await Promise.race([
      once(createInterface({ input: child.stdout }), "line"),
      once(child, "exit").then(([code]) => {
        throw new Error(`The process that makes components has ended with code ${code}.`);
      }),
    ]);
    return new ProviderClient(`127.0.0.1:${own}`, grpc.credentials.createInsecure(), NO_LIMIT);
  }
}
