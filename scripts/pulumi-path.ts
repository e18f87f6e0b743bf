import path from "node:path";
import { NoPulumiCliError, pulumiCli } from "./pulumi-cli/index.js";

/** `npm run pulumi:path`: what to put in front of PATH, so that a shell finds the Pulumi CLI that this repository uses. */
pulumiCli().then(
  ({ pathEntries }) => console.log(pathEntries.join(path.delimiter)),
  (error: unknown) => {
    console.error(error instanceof NoPulumiCliError ? error.message : error);
    process.exitCode = 1;
  },
);
