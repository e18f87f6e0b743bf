import { Command, Option } from "commander";

const HELP = `
What the state holds is the program as of the last "pulumi up", or what the last
"pulumi refresh" has found. Only settings of the stack are compared, and of
lists their lengths are shown. What the state marks as a secret is compared, but
never shown: neither its value nor its length, and of a map that is secret as a
whole no key. Credentials are those of the stack as of the last "pulumi up", as
for "pulumi refresh", else those in the environment.

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

/** `status` */
export function statusCommand(): Command {
  return new Command("status")
    .summary("compare what the state of a stack holds with what is live")
    .description(
      "Shows what the state of a stack holds beside what is live, setting by setting. It only reads.",
    )
    .option("-s, --stack <name>", "the stack to look at (default: the current one)")
    .option("-f, --file <file>", 'an export of a stack, "-" for standard input, in place of running pulumi')
    .addOption(
      new Option("--format <format>", "how to print")
        .choices(["text", "json", "markdown", "junit", "sarif", "html"])
        .default("text"),
    )
    .addOption(
      new Option("--json", "the same as --format json: all values that are not secret").conflicts("format"),
    )
    .option(
      "-w, --write <file>",
      "also write it to a file, in the format of its ending: .txt .json .md .xml (JUnit) .sarif .html; may be repeated",
      (file: string, files: readonly string[] = []) => [...files, file],
    )
    .option(
      "--undeclared",
      "also list what the accounts and zones have that no resource of the stack declares",
    )
    .addHelpText("after", HELP)
    .action(async (options) => (await import("./run.js")).status(options));
}
