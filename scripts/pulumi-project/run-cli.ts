import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { stripVTControlCharacters } from "node:util";

export interface RunOptions {
  /** Whether to return the result of a failed command instead of throwing. */
  allowFailure?: boolean;
  /** Variables for this command only. An undefined variable is removed. */
  env?: Record<string, string | undefined>;
  /** Receives the CLI's process, for tests that interrupt or kill it. */
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

/** A failed command of the CLI. The message contains its output. */
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

/** Runs a command of the CLI until it ends. */
export async function runCli(
  command: string,
  args: string[],
  { cwd, env, allowFailure = false, onStart, input }: RunOptions & { cwd: string; env: NodeJS.ProcessEnv },
): Promise<Result> {
  const child = spawn(command, ["--non-interactive", "--color=never", ...args], { cwd, env });
  const ended = once(child, "close");
  // A command that fails early does not read its input. That is no additional failure.
  child.stdin.on("error", () => {}).end(input);
  onStart?.(child);
  // The SDK colors stack traces regardless of the CLI's options.
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
