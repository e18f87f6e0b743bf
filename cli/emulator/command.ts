import { Command, InvalidArgumentError } from "commander";

const HELP = `
It serves Cloudflare's two settings APIs and an Appgate SDP Controller on
127.0.0.1, keeps everything in memory, and checks tokens, permissions and
values. Lines for a shell go to standard output, all else to standard error.

A seed is what it holds at the start. A part that is left out is as without one:

  {
    "accounts": { "699d98642c564d2e855e9661899b7252": { "behaviors": {
      "imp_travel": { "enabled": true, "risk_level": "low" } } } },
    "zones": { "023e105f4ecef8ad9ca31a8372d0c353": { "entitled": false } },
    "tokens": { "read-only": { "permissions": ["Zero Trust Read"] } }
  }

Examples:
  $ pulumi-risk-posture emulator -- pulumi preview
  $ pulumi-risk-posture emulator --seed seed.json -- npm test
  $ pulumi-risk-posture emulator --port 8787

In a test: const { startEmulator } = require("pulumi-risk-posture/emulator");

Exit codes: 0 stopped by Ctrl-C or SIGTERM, 1 it could not start. With a command
the command's own, as in a shell: 127 not found, 128 and n ended by signal n.`;

/** `emulator` */
export function emulatorCommand(): Command {
  return new Command("emulator")
    .summary("serve the APIs on this machine, to try things without an account")
    .description(
      "Emulates Cloudflare and an Appgate SDP Controller on this machine, for a command or until Ctrl-C. Needs no account.",
    )
    .argument("[command...]", "what to run with it, after --: its environment leads to the emulator")
    .option("-p, --port <number>", "the port to listen on (default: any free one)", port)
    .option("--seed <file>", "JSON file with what it holds at the start")
    .addHelpText("after", HELP)
    .action(async (command, options) => (await import("./run.js")).emulate({ ...options, command }));
}

function port(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) > 65_535) {
    throw new InvalidArgumentError("It must be a port number, 0 to 65535; 0 is any free one.");
  }
  return Number(text);
}
