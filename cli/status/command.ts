import { Command } from "commander";

const HELP = `
What is declared is what the state of the stack holds: the program as of the
last "pulumi up", or what the last "pulumi refresh" has found. Only settings of
the stack are compared. Values, levels and counts are shown, never expressions,
since these may be secret. Credentials are those of the stack, as for
"pulumi refresh", else those in the environment.

Without --file, "pulumi stack export --show-secrets" is run in this directory;
secrets are compared in memory and not shown. An export without --show-secrets
holds them encrypted, and such settings cannot be compared.

Examples:
  $ pulumi-risk-posture status
  $ pulumi-risk-posture status --stack prod --json
  $ pulumi stack export --show-secrets | pulumi-risk-posture status --file -

Exit codes: 0 no drift; 2 drift; 1 something could not be compared, whatever
the rest shows.`;

/** `status` */
export function statusCommand(): Command {
  return new Command("status")
    .summary("compare what a stack declares with what is live")
    .description("Shows what a stack declares beside what is live, setting by setting. It only reads.")
    .option("-s, --stack <name>", "the stack to look at (default: the current one)")
    .option("-f, --file <file>", 'an export of a stack, "-" for standard input, in place of running pulumi')
    .option("--json", "print JSON")
    .addHelpText("after", HELP)
    .action(async (options) => (await import("./run.js")).status(options));
}
