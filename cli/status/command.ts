import { Command, Option } from "commander";
import { withReportOptions } from "./report-options.js";

const HELP = `
What the state holds is the program as of the last "pulumi up", or what the last
"pulumi refresh" has found. Only settings of the stack are compared, and of
lists their lengths are shown. A secret is compared but never shown, and neither
is its length. If a whole map is secret, its keys are not shown either.
Credentials are those of the stack as of the last "pulumi up", as for "pulumi
refresh", else those in the environment.

Without --file, "pulumi stack export --show-secrets" is run in this directory;
secrets are compared in memory and not shown. An export without --show-secrets
holds them encrypted, and such settings cannot be compared.

Examples:
  $ pulumi-risk-posture status
  $ pulumi-risk-posture status --stack prod --json
  $ pulumi-risk-posture status --undeclared --write risk.html --write risk.sarif
  $ pulumi stack export --show-secrets | pulumi-risk-posture status --file -

Exit codes: 0 no drift; 2 drift; 1 something could not be compared, whatever
the rest shows.`;

export function statusCommand(): Command {
  const command = new Command("status")
    .summary("compare what the state of a stack holds with what is live")
    .description(
      "Shows what the state of a stack holds beside what is live, setting by setting. It only reads.",
    )
    .option("-s, --stack <name>", "the stack to look at (default: the current one)")
    .addOption(
      new Option(
        "-f, --file <file>",
        'an export of a stack, "-" for standard input, in place of running pulumi',
      ).conflicts("stack"),
    );
  return withReportOptions(command, "the stack")
    .addHelpText("after", HELP)
    .action(async (options) => (await import("./run.js")).status(options));
}
