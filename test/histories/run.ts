import * as grpc from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Variant } from "../e2e/dynamic-and-plugin.js";
import { Provider } from "./provider.js";

type Config = Readonly<Record<string, string>>;
type Print = (line: string) => void;

export interface RunOptions {
  readonly variant: Variant;
  readonly killAfter?: number | undefined;
  /** Whether no other resource will come that a provider might wait for. */
  readonly isHurried: boolean;
}

/** One operation of the engine. Its provider processes live as long as it does. */
export class Run {
  operations = 0;
  isKilled = false;
  /** Names of resources that are being replaced. */
  readonly replaced = new Set<string>();
  /** Resources that were deleted because the resource that they are replaced with is replaced. */
  readonly cascaded = new Set<number>();
  private readonly providers = new Map<string, Provider>();
  private readonly server = new grpc.Server();
  private address = "";

  private constructor(
    private readonly config: Config,
    private readonly print: Print,
    private readonly options: RunOptions,
  ) {}

  /** `print` gets each line that a user reads under "Diagnostics". */
  static async start(config: Config, print: Print, options: RunOptions): Promise<Run> {
    const run = new Run(config, print, options);
    const log: grpc.handleUnaryCall<LogRequest, Empty> = ({ request }, done) => {
      print(request.getMessage());
      done(null, new Empty());
    };
    run.server.addService({ log: EngineService.log }, { log });
    const port = await new Promise<number>((resolve, reject) => {
      const credentials = grpc.ServerCredentials.createInsecure();
      run.server.bindAsync("127.0.0.1:0", credentials, (error, bound) =>
        error ? reject(error) : resolve(bound),
      );
    });
    run.address = `127.0.0.1:${port}`;
    return run;
  }

  provider(name: string): Provider {
    const provider = this.providers.get(name) ?? new Provider(this.providerOptions, this.print);
    this.providers.set(name, provider);
    return provider;
  }

  private get providerOptions() {
    const { address: engine, config, options } = this;
    return { engine, config, variant: options.variant, isHurried: options.isHurried };
  }

  /** Counts a finished operation. Returns whether the engine was killed before it received the result. */
  count(): boolean {
    if (this.isKilled) {
      return true;
    }
    this.operations += 1;
    this.isKilled = this.operations >= (this.options.killAfter ?? Number.POSITIVE_INFINITY);
    // A provider writes only while its engine accepts connections.
    if (this.isKilled) {
      this.server.forceShutdown();
    }
    return this.isKilled;
  }

  async end(): Promise<void> {
    // After a kill they live on for a while, but nobody receives their output.
    for (const provider of this.providers.values()) {
      await provider.interrupt();
    }
    this.server.forceShutdown();
  }
}
