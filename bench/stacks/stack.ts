import fs from "node:fs";
import path from "node:path";
import { PulumiProject } from "../../scripts/pulumi-project.js";
import type { StateStore } from "../../test/e2e/backends/backend.js";
import { packageOf } from "../../test/e2e/dynamic-and-plugin.js";
import { type RemoteEmulator, TOKEN } from "../emulator/remote.js";
import { ids, KINDS, type Kind } from "./kinds.js";

/** Who is measured: this package (one resource a zone, a set, a posture), its plugin, the floor, the smallest provider, a plain program. */
export type Contestant =
  | "ours"
  | "set"
  | "posture"
  | "posture-tokens"
  | "plugin"
  | "floor"
  | "floor-set"
  | "least"
  | "by-value";

export type Operation = "preview" | "up" | "refresh" | "destroy";

/** The programs of all contestants. */
export const PROGRAMS = path.join(__dirname, "../programs");
const PEAK_MEMORY = path.join(__dirname, "../probes/peak-memory.cjs");

/** A stack of one contestant on the real engine. */
export class Stack {
  private constructor(
    private readonly project: PulumiProject,
    readonly contestant: Contestant,
  ) {}

  static async create(contestant: Contestant, emulator: RemoteEmulator, store?: StateStore): Promise<Stack> {
    const files = fs
      .readdirSync(PROGRAMS)
      .map((file) => [file, fs.readFileSync(path.join(PROGRAMS, file), "utf8")]);
    const project = await PulumiProject.create({
      source: Object.fromEntries(files),
      plugin: contestant === "plugin",
      ...(store && { backend: store.url }),
      env: {
        BENCH_CONTESTANT: contestant,
        BENCH_SDK: contestant === "plugin" ? packageOf("plugin") : undefined,
        CLOUDFLARE_BASE_URL: emulator.addresses.cloudflare,
        CLOUDFLARE_API_TOKEN: TOKEN,
        ...store?.env,
      },
    });
    return new Stack(project, contestant);
  }

  /** Makes the program declare this number of resources, each with these settings. */
  declare(kind: Kind, count: number, declared: object = KINDS[kind].declared): void {
    const resources = { ...KINDS[kind], declared, ids: ids(count) };
    fs.writeFileSync(path.join(this.project.program, "resources.json"), JSON.stringify(resources));
  }

  /** Runs an operation and returns the seconds that the whole command took. */
  async time(operation: Operation, env: Readonly<Record<string, string>> = {}): Promise<number> {
    const confirmed = operation === "preview" ? [] : ["--yes", "--skip-preview"];
    const started = performance.now();
    await this.project.run([operation, ...confirmed], { env });
    return (performance.now() - started) / 1000;
  }

  /** The size of the exported state. */
  async stateBytes(): Promise<number> {
    const { stdout } = await this.project.run(["stack", "export"]);
    return Buffer.byteLength(stdout);
  }

  /** The environment in which providers record their peak memory. */
  get watchingMemory(): Readonly<Record<string, string>> {
    return { NODE_OPTIONS: `--require ${JSON.stringify(PEAK_MEMORY)}`, BENCH_MEMORY: this.memoryLog };
  }

  /** The peak memory of the provider in the last operation with `watchingMemory`, in megabytes. */
  peakMemory(): number {
    return Number(fs.readFileSync(this.memoryLog, "utf8").trim().split("\n").at(-1)) / 1024;
  }

  private get memoryLog(): string {
    return path.join(this.project.directory, "memory.log");
  }

  /** The directory of the stack's own backend. */
  get backend(): string {
    return this.project.directory;
  }

  get checkpoint(): string {
    return path.join(this.backend, ".pulumi/stacks/project/dev.json");
  }

  get env(): NodeJS.ProcessEnv {
    return this.project.env;
  }

  dispose(): Promise<void> {
    return this.project.dispose();
  }
}
