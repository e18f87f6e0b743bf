import { Command } from "commander";
import { collect, parseLatency, parsePort, parseRateLimit } from "./parse-options.js";

const HELP = `
It serves Cloudflare's two settings APIs and an Appgate SDP Controller on
127.0.0.1, keeps everything in memory, and checks tokens, permissions and
values. Lines for a shell go to standard output, all else to standard error.

A seed is what the emulator holds at the start. A part that you leave out has
its default:

  {
    "accounts": { "699d98642c564d2e855e9661899b7252": { "behaviors": {
      "imp_travel": { "enabled": true, "risk_level": "low" } } } },
    "zones": { "023e105f4ecef8ad9ca31a8372d0c353": { "entitled": false } },
    "tokens": { "read-only": { "permissions": ["Zero Trust Read"] } }
  }

A fault is a status (400 to 599), reset, drop-request, drop-answer, hang,
truncate, drip, html, garbage, success-false or without-result, with the
requests that it hits: api=, method=, path= (a part of it), times=. Some take
more: applied=true (the API executes the request before the fault), retry-after=
of 429, every= of drip (milliseconds), status= of html.

Examples:
  $ pulumi-risk-posture emulator -- bash
  $ pulumi-risk-posture emulator --seed seed.json -- npm test
  $ pulumi-risk-posture emulator --latency 50-400 --rate-limit 1200/300
  $ pulumi-risk-posture emulator --fault 429,retry-after=5,times=2 -- pulumi up

In a test: const { startEmulator } = require("pulumi-risk-posture/emulator");

Exit codes: 0 stopped by Ctrl-C or SIGTERM, 1 it could not start. With a command
the command's own; as in a shell, 127 means that there is no such command, 126
that it may not be run, and 130, for one, that signal 2 has ended it: 128 plus
the signal's number.`;

export function emulatorCommand(): Command {
  return new Command("emulator")
    .summary("serve the APIs on this machine, to try things without an account")
    .description(
      "Emulates Cloudflare and an Appgate SDP Controller on this machine, for a command or until Ctrl-C. Needs no account.",
    )
    .argument("[command...]", "what to run with it, after --: its environment leads to the emulator")
    .option("-p, --port <number>", "the port to listen on (default: any free one)", parsePort)
    .option("--seed <file>", "JSON file with what it holds at the start")
    .option(
      "--latency <ms>",
      "milliseconds that each request takes, such as 200, or a range, such as 50-400",
      parseLatency,
    )
    .option(
      "--rate-limit <n/s>",
      "requests of one caller in so many seconds, such as 1200/300",
      parseRateLimit,
    )
    .option("--fault <fault>", "what goes wrong, such as 503,times=2; several can be given", collect)
    .addHelpText("after", HELP)
    .action(async (command, options) => (await import("./run.js")).emulate({ ...options, command }))
    .helpCommand(false)
    .addCommand(driftCommand());
}

const DRIFT_HELP = `
It finds the emulator by CLOUDFLARE_BASE_URL. NAME is a path in a seed, below
accounts.ID.behaviors, accounts.ID.access, zones.ID, controller.riskModel or
controller.entitlements. VALUE is JSON, or text.

Examples:
  $ pulumi-risk-posture emulator drift \\
      accounts.699d98642c564d2e855e9661899b7252.behaviors.imp_travel.enabled=false
  $ pulumi-risk-posture emulator drift \\
      zones.023e105f4ecef8ad9ca31a8372d0c353.user_profiles=disabled
  $ pulumi-risk-posture emulator drift \\
      controller.riskModel.highSensitivity.highRisk.action=Allow`;

function driftCommand(): Command {
  return new Command("drift")
    .summary("change what a running emulator holds, as somebody does in the dashboard")
    .description("Changes what a running emulator holds, as somebody does in the dashboard.")
    .argument("<name=value...>", "what to change, and to what")
    .addHelpText("after", DRIFT_HELP)
    .action(async (changes) => (await import("./drift.js")).drift(changes));
}
