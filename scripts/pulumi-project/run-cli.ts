import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { stripVTControlCharacters } from "node:util";

export interface RunOptions {
  /** Return the result of a command that fails, instead of throwing. */
  allowFailure?: boolean;
  /** For this command only. A variable that is undefined is left out. */
  env?: Record<string, string | undefined>;
  /** Gets the CLI's process, for tests that interrupt or kill it. */
  onStart?: (cli: ChildProcess) => void;
  /** Text for the command's standard input. */
  input?: string;
}

export interface Result {
  /** Null if the CLI was killed. */
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A command of the CLI that failed. The message has what it printed. */
export class PulumiCommandError extends Error {
  override name = "PulumiCommandError";

  constructor(
    readonly args: readonly string[],
    readonly result: Result,
  ) {
    const how = result.code === null ? "was killed" : `failed with exit code ${result.code}`;
    super(`pulumi ${args.join(" ")} ${how}:\n${[result.stdout, result.stderr].join("\n").trim()}`);
  }
}

/** Runs a command of the CLI to its end. */
export async function runCli(
  command: string,
  args: string[],
  { cwd, env, allowFailure = false, onStart, input }: RunOptions & { cwd: string; env: NodeJS.ProcessEnv },
): Promise<Result> {
  const child = spawn(command, ["--non-interactive", "--color=never", ...args], { cwd, env });
  const ended = once(child, "close");
  // A command that fails early does not read its input, which is no failure of its own.
  child.stdin.on("error", () => {}).end(input);
  onStart?.(child);
  // The SDK colours stack traces whatever the CLI is told.
  const [stdout, stderr] = (await Promise.all([text(child.stdout), text(child.stderr)])).map(
    stripVTControlCharacters,
  );
  const [code]: (number | null)[] = await ended;
  const result = { code: code ?? null, stdout: stdout ?? "", stderr: stderr ?? "" };
  if (code !== 0 && !allowFailure) {
    throw new PulumiCommandError(args, result);
  }
  return result;
}
