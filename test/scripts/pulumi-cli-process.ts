// Gets the CLI in a process of its own; the argument is its options.
import { pulumiCli } from "../../scripts/pulumi-cli/index.js";

void pulumiCli(JSON.parse(process.argv[2] ?? "{}")).then(({ source }) => console.log(source));
