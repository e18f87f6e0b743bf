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

export interface Surroundings {
  readonly cwd?: string;
  /** Added to an environment without credentials. */
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** Runs the command in a process of its own. */
export async function run(args: readonly string[], surroundings: Surroundings = {}): Promise<Ended> {
  const child = start(args, surroundings);
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  child.stdin.end(surroundings.input ?? "");
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, stdout, stderr };
}

/** Starts the command and leaves it to the caller. */
export function start(args: readonly string[], { cwd, env = {} }: Surroundings = {}) {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(CLOUDFLARE|APPGATE|FORCE)_/.test(name));
  return spawn(process.execPath, [COMMAND, ...args], {
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...Object.fromEntries(inherited), ...env },
  });
}
