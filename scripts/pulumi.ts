import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { NoPulumiCliError, pulumiCli } from "./pulumi-cli/index.js";

/** `npm run pulumi -- ARGUMENTS`: runs the Pulumi CLI of this repository with the user's own login, backends and stacks. */
async function main(args: readonly string[]): Promise<void> {
  const cli = await pulumiCli();
  const PATH = [...cli.pathEntries, process.env["PATH"]].join(path.delimiter);
  const child = spawn(cli.path, args, { stdio: "inherit", env: { ...process.env, PATH } });
  // A Ctrl-C at the terminal reaches the CLI too. The CLI ends in its own way, and this process after it.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  const [code]: (number | null)[] = await once(child, "close");
  process.exitCode = code ?? 1;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof NoPulumiCliError ? error.message : error);
  process.exitCode = 1;
});
