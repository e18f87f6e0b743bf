#!/usr/bin/env node
import { CommanderError } from "commander";
import { EXIT, exitCodeOf, messageOf } from "./outcome.js";
import { createProgram } from "./program.js";

async function main(): Promise<void> {
  try {
    await createProgram().parseAsync();
  } catch (error) {
    // The parser has said already what is wrong, or shown the help that was asked for.
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.error;
    } else {
      process.stderr.write(`error: ${messageOf(error)}\n`);
      process.exitCode = exitCodeOf(error);
    }
  }
}

// Whoever reads the output may have seen enough, as `head` does.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") {
    throw error;
  }
});

void main();
