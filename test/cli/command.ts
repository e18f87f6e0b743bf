import { spawn } from "node:child_process";
import path from "node:path";
import { text } from "node:stream/consumers";

/** The command as it is published: what `npm run build` makes. */
export const COMMAND = path.join(__dirname, "..", "..", "dist", "cli", "main.js");

export interface Ended {
  /** Null if a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  /** Added to an environment without credentials. */
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** Runs the command in a process of its own. */
export function run(args: readonly string[], options?: CommandOptions): Promise<Ended> {
  return runNode([COMMAND, ...args], options);
}

/** Runs a script in a process of its own. */
export async function runNode(args: readonly string[], options: CommandOptions = {}): Promise<Ended> {
  const child = startNode(args, options);
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  // A command that fails early does not read its input.
  child.stdin.on("error", () => {});
  child.stdin.end(options.input ?? "");
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, stdout, stderr };
}

/** Starts a script and leaves it to the caller. */
export function startNode(args: readonly string[], { cwd, env = {} }: CommandOptions = {}) {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(CLOUDFLARE|APPGATE|PULUMI)_|^(NO|FORCE)_COLOR$/.test(name),
  );
  return spawn(process.execPath, args, {
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...Object.fromEntries(inherited), ...env },
  });
}
