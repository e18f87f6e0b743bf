import { randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parse, stringify } from "yaml";
import { type PulumiCli, pulumiCli } from "./pulumi-cli/index.js";
import { type Account, readAccount } from "./pulumi-project/engine-events.js";
import { projectEnvironment } from "./pulumi-project/environment.js";
import { servePlugin } from "./pulumi-project/plugin.js";
import { projectFile, type Source, writeProgram } from "./pulumi-project/program.js";
import { type Result, type RunOptions, runCli } from "./pulumi-project/run-cli.js";
import { parseStackState, type StackState } from "./pulumi-project/stack-state.js";

export { PulumiCommandError, type Result, type RunOptions } from "./pulumi-project/run-cli.js";
export type { ResourceState, StackState } from "./pulumi-project/stack-state.js";

type Config = Readonly<Record<string, string | { secret: string }>>;

export type ProjectOptions = {
  /** Default: the name in the program's own Pulumi.yaml, otherwise "project". */
  name?: string;
  config?: Config;
  /** The URL of the backend. Default: files in the project's own directory. */
  backend?: string;
  /** Variables for the CLI and all processes that it starts. An undefined variable is removed. */
  env?: Record<string, string | undefined>;
  /** Whether to serve this work tree's plugin as well, for programs in any language. */
  plugin?: boolean;
  /** The language host for a YAML program. Omitted: the program is for Node. */
  yamlHost?: string | undefined;
} & (
  | { /** Absolute path of the program's directory. */ program: string }
  | { /** The program itself; it gets the packages of this work tree. */ source: Source }
);

/** An operation of the engine: the CLI's output, and the engine's events. */
export type Operation = Result & Account;

export type OperationOptions = RunOptions & { args?: string[] };

const STACK = "dev";

// All projects of a process share one search: to learn its version, the CLI on PATH has to run.
let cliOfProcess: Promise<PulumiCli> | undefined;

/**
 * A Pulumi project with one stack, run by the real CLI in a temporary directory, by default on its own backend. It cannot see the user's
 * login, backends, stacks and credentials.
 *
 * An `up` without changes takes about 1.2 s on two cores. Loading the SDK (0.5 s) and TypeScript (0.2 s) takes half of it, whatever
 * language the program is in. The first run of a TypeScript program takes one second more for the type check.
 */
export class PulumiProject {
  private constructor(
    readonly cli: PulumiCli,
    /** Holds everything of the project. `dispose` removes it. */
    readonly directory: string,
    /** The directory of the program, in which the engine and the providers run. */
    readonly program: string,
    readonly env: NodeJS.ProcessEnv,
  ) {}

  static async create(options: ProjectOptions): Promise<PulumiProject> {
    cliOfProcess ??= pulumiCli();
    const cli = await cliOfProcess;
    // Resolved, because the engine resolves it too (on macOS the temporary directory is behind a link).
    const directory = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "pulumi-project-"));
    const program = "program" in options ? options.program : path.join(directory, "program");
    const project = new PulumiProject(cli, directory, program, projectEnvironment(cli, directory, options));
    try {
      if ("source" in options) {
        writeProgram(program, options.source);
      }
      const { name, plugin = false, yamlHost } = options;
      const file = projectFile(program, {
        name,
        ...(yamlHost !== undefined && { runtime: "yaml" }),
        ...(plugin && servePlugin(directory)),
      });
      fs.writeFileSync(path.join(directory, "Pulumi.yaml"), file);
      await project.run(["stack", "init", STACK]);
      await project.setConfig(options.config ?? {});
    } catch (error) {
      await project.dispose();
      throw error;
    }
    return project;
  }

  /** The same stack for another person, as checked out from version control. Both share the backend. It is removed with this project. */
  async checkOut(): Promise<PulumiProject> {
    const directory = path.join(this.directory, `checkout-${randomUUID()}`);
    fs.mkdirSync(directory);
    const program = path.join(directory, "program");
    fs.cpSync(this.program, program, { recursive: true, verbatimSymlinks: true });
    const file = parse(fs.readFileSync(path.join(this.directory, "Pulumi.yaml"), "utf8"));
    fs.writeFileSync(path.join(directory, "Pulumi.yaml"), stringify({ ...file, main: program }));
    const settings = `Pulumi.${STACK}.yaml`;
    fs.copyFileSync(path.join(this.directory, settings), path.join(directory, settings));
    const env = { ...this.env, PULUMI_HOME: path.join(directory, "home") };
    const project = new PulumiProject(this.cli, directory, program, env);
    await project.run(["stack", "select", STACK]);
    return project;
  }

  /** Runs any command of the CLI. */
  run(args: string[], { env, ...options }: RunOptions = {}): Promise<Result> {
    return runCli(this.cli.path, args, { ...options, cwd: this.directory, env: { ...this.env, ...env } });
  }

  preview(options?: OperationOptions): Promise<Operation> {
    return this.operate(["preview"], options);
  }

  up(options?: OperationOptions): Promise<Operation> {
    return this.operate(["up", "--yes", "--skip-preview"], options);
  }

  refresh(options?: OperationOptions): Promise<Operation> {
    return this.operate(["refresh", "--yes", "--skip-preview"], options);
  }

  destroy(options?: OperationOptions): Promise<Operation> {
    return this.operate(["destroy", "--yes", "--skip-preview"], options);
  }

  private async operate(
    command: string[],
    { args = [], ...options }: OperationOptions = {},
  ): Promise<Operation> {
    const eventLog = path.join(this.directory, `events-${randomUUID()}.jsonl`);
    const result = await this.run([...command, "--event-log", eventLog, ...args], options);
    return { ...result, ...readAccount(eventLog) };
  }

  /** The state in the backend. Secrets are encrypted unless `showSecrets` is set. */
  async export({ showSecrets = false } = {}): Promise<StackState> {
    const { stdout } = await this.run(["stack", "export", ...(showSecrets ? ["--show-secrets"] : [])]);
    return parseStackState(stdout);
  }

  /** The outputs of the stack, secret ones in clear. */
  async outputs(): Promise<Record<string, unknown>> {
    const { stdout } = await this.run(["stack", "output", "--json", "--show-secrets"]);
    return JSON.parse(stdout);
  }

  async setConfig(config: Config): Promise<void> {
    const plain = Object.entries(config).flatMap(([key, value]) =>
      typeof value === "string" ? ["--plaintext", `${key}=${value}`] : [],
    );
    if (plain.length > 0) {
      await this.run(["config", "set-all", ...plain]);
    }
    for (const [key, value] of Object.entries(config)) {
      // Through standard input, since everybody can read a process's arguments.
      if (typeof value !== "string") {
        await this.run(["config", "set", "--secret", key], { input: value.secret });
      }
    }
  }

  /** Removes the project without asking the providers to delete anything. */
  async dispose(): Promise<void> {
    await fs.promises.rm(this.directory, { recursive: true, force: true });
  }
}
