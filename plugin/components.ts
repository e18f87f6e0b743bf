import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import type { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import type { ConstructRequest, ConstructResponse } from "@pulumi/pulumi/proto/provider_pb.js";
import { engineAddress } from "../provider/engine/address.js";
import { grpc, NO_LIMIT, ProviderClient } from "./sdk.js";

const MAIN = path.join(__dirname, "component", "main.js");

/** The process that makes components. It is started for the first of them: most programs have none. */
export class Components {
  private client: Promise<ResourceProviderClient> | undefined;
  private process: ChildProcess | undefined;

  /** @param version The version of the plugin that the engine asks for, if it asks for one. */
  async construct(request: ConstructRequest, version: string | undefined): Promise<ConstructResponse> {
    this.client ??= this.start(version);
    const client = await this.client;
    independent(request);
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
    const { host, port } = engineAddress() ?? { host: "127.0.0.1", port: 0 };
    const args = [MAIN, ...(version === undefined ? [] : [version]), `${host}:${port}`];
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

/**
 * What an input depends on stands in it too, but for a provider, on which its resources depend anyway. The SDK would make one output of all
 * accounts because one of them names a provider, and their names have to be known.
 */
function independent(request: ConstructRequest): void {
  request.getInputdependenciesMap().clear();
}
