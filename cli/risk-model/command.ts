import { Command, InvalidArgumentError, Option } from "commander";
import { NEWEST, OLDEST } from "../../provider/appgate/supported-versions.js";
import { SEVERITIES } from "../../provider/finding.js";

const HELP = `
What no option gives comes from APPGATE_ADDRESS, APPGATE_USERNAME and so on. The
password comes from APPGATE_PASSWORD only, and a token from
APPGATE_BEARER_TOKEN, since anybody can read the arguments of a process. Nothing
is written.

Examples:
  $ pulumi-risk-posture risk-model --address controller.example.com
  $ pulumi-risk-posture risk-model --format svg > risk-model.svg
  $ pulumi-risk-posture risk-model --format markdown --fail-on warning \\
      >> "$GITHUB_STEP_SUMMARY"

Exit codes: 0 read; 2 a finding is as bad as --fail-on says; 1 the model could
not be read.`;

export function riskModelCommand(): Command {
  return new Command("risk-model")
    .summary("show the risk model of an Appgate SDP Controller, and what is odd in it")
    .description(
      "Prints the heat map of an Appgate SDP Controller's risk model, and what deserves attention in it.",
    )
    .addOption(
      new Option("--format <format>", "how to print").choices(["text", "markdown", "svg"]).default("text"),
    )
    .addOption(
      new Option("--json", "print JSON in place of a format: the values and the findings").conflicts(
        "format",
      ),
    )
    .addOption(
      new Option("--fail-on <severity>", "exit with 2 if a finding is of this severity or worse").choices(
        SEVERITIES,
      ),
    )
    .option(
      "--address <address>",
      "the Controller; https, port 8443 and /admin are added where they are missing",
    )
    .option("--username <name>", "user with the privilege to view the risk model")
    .option("--provider <name>", "identity provider of the user (default: local)")
    .option(
      "--client-version <number>",
      `version of the API, ${OLDEST} to ${NEWEST} (default: the highest there is)`,
      wholeNumber,
    )
    .option("--device-id <uuid>", "tells this machine from others (default: derived from the machine's id)")
    .option("--pem-filepath <file>", "certificate of the authority that signed the Controller's")
    .option("--insecure", "accept any certificate: anybody in between can then read the password")
    .addHelpText("after", HELP)
    .action(async (options) => (await import("./run.js")).riskModel(options));
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) {
    throw new InvalidArgumentError("It must be a whole number.");
  }
  return Number(text);
}
