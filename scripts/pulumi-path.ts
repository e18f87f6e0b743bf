import path from "node:path";
import { NoPulumiCliError, pulumiCli } from "./pulumi-cli/index.js";

/** `npm run pulumi:path`: prints the directories to prepend to PATH, so that a shell finds the Pulumi CLI of this repository. */
pulumiCli().then(
  ({ pathEntries }) => console.log(pathEntries.join(path.delimiter)),
  (error: unknown) => {
    console.error(error instanceof NoPulumiCliError ? error.message : error);
    process.exitCode = 1;
  },
);
