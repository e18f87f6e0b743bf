import { execFile } from "node:child_process";
import { redactUrls } from "./backend-url.js";
import { CommandError } from "./exit.js";

export interface PulumiOptions {
  /** The backend to use instead of the one that the user is logged in to. */
  readonly backend?: string | undefined;
  /** The advice for a user without the Pulumi CLI. */
  readonly without?: string;
}

export class NoPulumiError extends CommandError {}

/** Runs the user's own Pulumi CLI and returns its output. It does not prompt, and it changes neither the login nor the selected stack. */
export function pulumi(
  args: readonly string[],
  { backend, without = "Install it first." }: PulumiOptions = {},
): Promise<string> {
  const env = { ...process.env, ...(backend === undefined ? {} : { PULUMI_BACKEND_URL: backend }) };
  const options = { env, maxBuffer: Number.POSITIVE_INFINITY };
  return new Promise((resolve, reject) => {
    execFile("pulumi", [...args, "--non-interactive"], options, (error, stdout, stderr) => {
      if (error === null) {
        resolve(stdout);
      } else if (error.code === "ENOENT") {
        reject(new NoPulumiError(`The Pulumi CLI is not on the PATH. ${without}`));
      } else {
        // Does not use the error's own message: it repeats all of the output.
        const said = redactUrls(stderr, env.PULUMI_BACKEND_URL);
        reject(new CommandError(`pulumi ${commandIn(args)} failed: ${inOneLine(said)}`));
      }
    });
  });
}

/** "stack export" */
function commandIn(args: readonly string[]): string {
  return args.filter((word) => !word.startsWith("-")).join(" ");
}

function inOneLine(said: string): string {
  const lines = said.split("\n").map((line) => line.replace(/^error: /, "").trim());
  return lines.filter((line) => line !== "").join(" ") || "it gave no reason";
}
