import { type ChildProcess, spawn } from "node:child_process";
import { stripVTControlCharacters } from "node:util";

export interface RunOptions {
  /** Return the result of a command that fails, instead of throwing. */
  allowFailure?: boolean;
  /** For this command only. A variable that is undefined is left out. */
  env?: Record<string, string | undefined>;
  /** Gets what the command prints as it comes. */
  onOutput?: (text: string, stream: "stdout" | "stderr") => void;
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

export function runCli(
  command: string,
  args: string[],
  {
    cwd,
    env,
    allowFailure = false,
    onOutput,
    onStart,
    input = "",
  }: RunOptions & { cwd: string; env: NodeJS.ProcessEnv },
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, ["--non-interactive", "--color=never", ...args], { cwd, env });
    const result: Result = { code: null, stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream].setEncoding("utf8").on("data", (text: string) => {
        result[stream] += text;
        onOutput?.(text, stream);
      });
    }
    child.once("error", reject);
    child.once("close", (code) => {
      result.code = code;
      // The SDK colours stack traces whatever the CLI is told.
      result.stdout = stripVTControlCharacters(result.stdout);
      result.stderr = stripVTControlCharacters(result.stderr);
      if (code === 0 || allowFailure) resolve(result);
      else reject(new PulumiCommandError(args, result));
    });
    // A command that fails early does not read its input, which is no failure of its own.
    child.stdin.on("error", () => {});
    child.stdin.end(input);
    onStart?.(child);
  });
}
