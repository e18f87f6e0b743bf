#!/usr/bin/env node
import { CommanderError } from "commander";
import { createCommandLine } from "./command-line.js";
import { EXIT, exitCodeOf, messageOf } from "./exit.js";
import { print, surviveBrokenOutput } from "./terminal/output.js";

async function main(): Promise<void> {
  let help = "";
  try {
    await createCommandLine((text) => {
      help += text;
    }).parseAsync();
  } catch (error) {
    // The parser has already printed the error or the requested help.
    if (!(error instanceof CommanderError)) {
      throw error;
    }
    process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.error;
  }
  await print(help);
}

surviveBrokenOutput();
main().catch((error: unknown) => {
  process.stderr.write(`error: ${messageOf(error)}\n`);
  process.exitCode = exitCodeOf(error);
});
