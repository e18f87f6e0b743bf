import { spawn } from "node:child_process";
import { once } from "node:events";
import os from "node:os";
import {
  defaultSeed,
  type Emulator,
  type Faults,
  type RateLimit,
  type Seed,
  startEmulator,
  type UserSeed,
} from "../../emulator/index.js";
import { counted, namesIn } from "../../provider/grammar.js";
import { isSet } from "../cloudflare-from-environment.js";
import { CommandError, EXIT } from "../exit.js";
import { print } from "../terminal/output.js";
import { shell } from "../terminal/shell.js";
import { parseFault } from "./fault-option.js";
import { seedFrom } from "./seed-file.js";

type Variables = Readonly<Record<string, string>>;

export interface EmulatorOptions {
  readonly port?: number;
  readonly seed?: string;
  readonly latency?: Faults["latency"];
  readonly rateLimit?: RateLimit;
  readonly fault?: readonly string[];
  /** The command to run. Without one the emulator serves until it is told to stop. */
  readonly command: readonly string[];
}

/** Serves while a command runs, or until told to stop. Standard output is the command's own, or a file that a shell can source. */
export async function emulate(options: EmulatorOptions): Promise<void> {
  const { port = 0, seed: file, latency = 0, rateLimit, fault = [], command } = options;
  const faults = fault.map(parseFault);
  const seed: Seed = { ...defaultSeed, ...(file === undefined ? {} : await seedFrom(file)) };
  const emulator = await start(seed, port);
  emulator.faults.latency = latency;
  emulator.rateLimit = rateLimit;
  for (const { fault, which } of faults) {
    emulator.faults.add(fault, which);
  }
  const variables = variablesOf(emulator, seed);
  const [program, ...args] = command;
  try {
    if (program === undefined) {
      await print(forTheShell(variables, seed));
      process.stderr.write("Ctrl-C stops it.\n");
      await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
      process.stderr.write(`Stopped after ${counted(emulator.requests.length, "request")}.\n`);
    } else {
      if (process.stderr.isTTY) {
        process.stderr.write(`${greeting(emulator, seed, program)}\n`);
      }
      process.exitCode = await run(program, args, variables);
    }
  } finally {
    await emulator.close();
  }
}

/** Shown only at a terminal: a person in a shell would not see that the emulator runs. Scripts get only the command's output. */
function greeting({ cloudflareUrl }: Emulator, { accounts = {}, zones = {} }: Seed, program: string): string {
  const ids = [
    ...Object.keys(accounts).map((id) => `account ${id}`),
    ...Object.keys(zones).map((id) => `zone ${id}`),
  ];
  const what = ids.length === 0 ? "no account and no zone" : namesIn(ids);
  return `Emulating Cloudflare at ${cloudflareUrl} until ${program} ends: ${what}.`;
}

/** Runs a command against the emulator and returns its exit code. */
function run(program: string, args: readonly string[], variables: Variables): Promise<number> {
  const child = spawn(program, args, { stdio: "inherit", env: { ...process.env, ...variables } });
  // A Ctrl-C at the terminal reaches the command too. The command ends in its own way, and this process after it.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  return new Promise((resolve, reject) => {
    child.once("error", (error) => reject(notStarted(program, error)));
    child.once("close", (code, signal) => resolve(code ?? exitCodeAfter(signal)));
  });
}

/** The exit codes that a shell uses, since scripts know them. */
const NOT_FOUND = 127;
const NOT_EXECUTABLE = 126;
const ENDED_BY_SIGNAL = 128;

function notStarted(program: string, { code }: NodeJS.ErrnoException): CommandError {
  return code === "EACCES"
    ? new CommandError(`${program} could not be started: permission denied.`, NOT_EXECUTABLE)
    : new CommandError(`${program} could not be started. Is it installed?`, NOT_FOUND);
}

function exitCodeAfter(signal: NodeJS.Signals | null): number {
  return signal === null ? EXIT.error : ENDED_BY_SIGNAL + os.constants.signals[signal];
}

async function start(seed: Seed, port: number): Promise<Emulator> {
  try {
    return await startEmulator(seed, { port });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EADDRINUSE" || code === "EACCES") {
      const reason = code === "EACCES" ? "may not be used" : "is in use";
      throw new CommandError(`Port ${port} ${reason}: choose another one, or leave --port out.`);
    }
    throw error;
  }
}

/** The environment that points a program to the emulator, with the first token and the first user of the seed. */
function variablesOf(emulator: Emulator, { tokens = {}, controller = {} }: Seed): Variables {
  const [token] = Object.keys(tokens);
  const [user] = Object.entries(controller.users ?? {});
  return {
    CLOUDFLARE_BASE_URL: emulator.cloudflareUrl,
    ...(token === undefined ? emptied("CLOUDFLARE_API_TOKEN") : { CLOUDFLARE_API_TOKEN: token }),
    APPGATE_ADDRESS: emulator.appgateUrl,
    ...emptied("APPGATE_CLIENT_VERSION"),
    ...emptied("APPGATE_PEM"),
    ...emptied("APPGATE_PEM_FILEPATH"),
    ...emptied("APPGATE_BEARER_TOKEN", Object.keys(controller.tokens ?? {})),
    ...(user === undefined ? emptied("APPGATE_PASSWORD") : loginOf(...user)),
  };
}

function loginOf(name: string, { password, provider }: UserSeed): Variables {
  return {
    APPGATE_USERNAME: name,
    APPGATE_PASSWORD: password,
    ...(provider === undefined ? emptied("APPGATE_PROVIDER") : { APPGATE_PROVIDER: provider }),
  };
}

/** Empties a variable that the shell sets for the real APIs, unless the emulator knows its value. An empty variable counts as not set. */
function emptied(variable: string, known: readonly string[] = []): Variables {
  return isSet(variable) && !known.includes(process.env[variable] ?? "") ? { [variable]: "" } : {};
}

function forTheShell(variables: Variables, { accounts = {}, zones = {} }: Seed): string {
  return [
    "# Cloudflare and Appgate SDP, emulated on this machine. Copy these lines into the shell in which you run pulumi.",
    ...Object.entries(variables).map(([name, value]) => `export ${name}=${shell(value)}`),
    ...Object.keys(accounts).map((id) => `# account ${id}`),
    ...Object.keys(zones).map((id) => `# zone    ${id}`),
  ]
    .map((line) => `${line}\n`)
    .join("");
}
