import { Command, Option } from "commander";

const HELP = `
ID is the id of an account or zone, 32 hexadecimal characters. NAME=ID also
names the resource, or stands beside the ID in a set. @FILE stands for a list,
one ID or NAME=ID a line, and @- for a list on standard input.

Credentials: CLOUDFLARE_API_TOKEN, or CLOUDFLARE_API_KEY and CLOUDFLARE_EMAIL.
Permissions: "Zero Trust Read" on accounts, "Fraud Detection Read" on zones.
A setting that nobody has ever set is not declared. Expressions are written in
clear, not as secrets.

Examples:
  $ pulumi-risk-posture adopt --account 699d98642c564d2e855e9661899b7252
  $ pulumi-risk-posture adopt --account 699d98642c564d2e855e9661899b7252 \\
      --write index.ts
  $ pulumi-risk-posture adopt --zone shop=023e105f4ecef8ad9ca31a8372d0c353 \\
      --zone @more-zones.txt --out adopted
  $ pulumi-risk-posture adopt --set shops --zone @zones.txt --write shops.ts

Exit codes: 0 written; 1 something could not be read, and nothing was written.`;

export function adoptCommand(): Command {
  return new Command("adopt")
    .summary("write a Pulumi program that declares the live settings")
    .description(
      'Reads the live settings and writes a Pulumi program that declares exactly these, so that its first "pulumi up" ' +
        "writes nothing to Cloudflare. Without --out and --write the program is printed.",
    )
    .option("-a, --account <ID...>", "accounts whose risk behaviors to adopt")
    .option("-z, --zone <ID...>", "zones whose fraud settings to adopt")
    .option(
      "-s, --set <name>",
      "declare all zones in one FraudSettingsSet of this name, and all accounts in one RiskBehaviorsSet",
    )
    .option("-o, --out <directory>", "write a whole project into this directory, which must be empty or new")
    .addOption(
      new Option(
        "-w, --write <file>",
        "write the program into this file, at once and only if all could be read",
      ).conflicts("out"),
    )
    .option("--force", "replace the file of --write if it is there already")
    .option("--only-enabled", "leave out what is off: disabled behaviors and profiles, empty lists")
    .addHelpText("after", HELP)
    .action(async (options) => (await import("./run.js")).adopt(options));
}
