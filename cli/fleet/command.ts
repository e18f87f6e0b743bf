import { Command, Option } from "commander";
import { withReportOptions } from "../status/report-options.js";

const HELP = `
The Pulumi CLI on the PATH exports the stacks, some at a time, and each of them
is compared as "status" does it: see "help status". What several stacks have in
common, such as an account or a Controller, is read once. The report shows
no setting that one of them keeps secret. The passphrase and the
credentials that the backend asks for come from the environment. A stack that
cannot be read is named, and the others go on.

FILE of --stacks has one name a line; "#" begins a comment. FILE of --resume
gets the result of each stack when it is done. The same command with the same
file skips the stacks that are complete there, so begin a new check with a new
file. The file holds each stack's own result, with live settings. These may
include what another stack keeps secret, so only you can read the file: publish
the report, not this file.

Put a URL with a password into PULUMI_BACKEND_URL: anybody can read the
arguments of a process.

Examples:
  $ pulumi-risk-posture fleet --backend s3://acme-state --write fleet.html
  $ pulumi-risk-posture fleet --backend file://~ --stacks emea.txt --json
  $ pulumi stack ls --all -Q --json | jq -r '.[].name' | grep emea |
      pulumi-risk-posture fleet --backend https://api.pulumi.com --stacks -
  $ pulumi-risk-posture fleet --backend https://api.pulumi.com \\
      --resume today.jsonl

Exit codes: 0 no drift; 2 drift; 1 something could not be read or compared,
whatever the rest shows.`;

export function fleetCommand(): Command {
  const command = new Command("fleet")
    .summary("compare what all stacks of a backend hold with what is live")
    .description(
      "Shows in which stacks of a backend the state differs from what is live, and what differs. It only reads.",
    )
    .addOption(
      new Option("-b, --backend <url>", "where the stacks are, as for pulumi login")
        .env("PULUMI_BACKEND_URL")
        .makeOptionMandatory(),
    )
    .option("--stacks <file>", 'names of stacks, "-" for standard input (default: all of the backend)')
    .option("--resume <file>", "keep the results in a file, and go on from those that it has");
  return withReportOptions(command, "these stacks")
    .addHelpText("after", HELP)
    .action(async (options) => (await import("./run.js")).fleet(options));
}
