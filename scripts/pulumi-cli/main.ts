// The part of ../setup.mjs that gets the Pulumi CLI. Prints nothing if there already is one.
import { NoPulumiCliError, pulumiCli } from "./index.js";

pulumiCli().catch((error: unknown) => {
  console.error(error instanceof NoPulumiCliError ? error.message : error);
  process.exitCode = 1;
});
