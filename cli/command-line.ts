import { Command } from "commander";
import { adoptCommand } from "./adopt/command.js";
import { emulatorCommand } from "./emulator/command.js";
import { fleetCommand } from "./fleet/command.js";
import { packageFacts } from "./package-facts.js";
import { riskModelCommand } from "./risk-model/command.js";
import { statusCommand } from "./status/command.js";

const HELP = `
Try it without an account:
  $ pulumi-risk-posture emulator

Exit codes: 0 all is well; 1 something failed; 2 drift or findings were found.
"pulumi-risk-posture help COMMAND" tells more, with examples.`;

/**
 * The whole command line. Each command loads its code when it runs.
 *
 * @param showHelp Receives the requested help or version.
 */
export function createCommandLine(showHelp: (text: string) => void): Command {
  const program = new Command("pulumi-risk-posture")
    .description(
      "Cloudflare's risk behaviors and fraud settings, and Appgate SDP's risk model, beside Pulumi.",
    )
    .version(packageFacts().version)
    .addHelpText("after", HELP);
  const commands = [adoptCommand(), statusCommand(), fleetCommand(), riskModelCommand(), emulatorCommand()];
  for (const command of commands) {
    program.addCommand(command);
  }
  // The parser throws instead of ending the process, so that all output is written. Every command needs this setting.
  const nested = program.commands.flatMap(({ commands }) => commands);
  for (const command of [program, ...program.commands, ...nested]) {
    command.exitOverride().showHelpAfterError("(--help tells more)").configureOutput({ writeOut: showHelp });
  }
  return program;
}
