import path from "node:path";
import { CommandError } from "../exit.js";
import { print } from "../terminal/output.js";
import { shell } from "../terminal/shell.js";
import { requireEmpty, requireWritable } from "./destination-refusals.js";
import { writeProgram } from "./write-program.js";
import { writeProject } from "./write-project.js";

export interface DestinationOptions {
  /** The directory for a whole project. */
  readonly out?: string;
  /** The file for the program alone. */
  readonly write?: string;
  /** Whether to replace an existing file. */
  readonly force?: boolean;
}

/** Writes the program and returns the lines to show the user. */
export type Destination = (program: string) => Promise<readonly string[]>;

/** Returns where the program goes. Refuses an unusable destination at once, before any settings are read. */
export async function destinationFrom({
  out,
  write,
  force = false,
}: DestinationOptions): Promise<Destination> {
  if (force && write === undefined) {
    throw new CommandError("--force is for --write FILE: nothing else is ever replaced.");
  }
  if (write !== undefined) {
    await requireWritable(write, force);
    return async (program) => {
      await writeProgram(write, program, force);
      return [`Written to ${write}. Next, if it is the project's program: pulumi preview`];
    };
  }
  if (out !== undefined) {
    await requireEmpty(out);
    return async (program) => nextSteps(out, await writeProject(out, program));
  }
  return async (program) => {
    await print(program);
    return [];
  };
}

function nextSteps(out: string, dependency: string): string[] {
  return [
    ...(dependency.startsWith("file:")
      ? [
          `It depends on ${dependency}, where this command comes from. Once the package is published, put its version there.`,
        ]
      : []),
    `Written to ${out}${path.sep}. Next:`,
    "",
    `  cd ${shell(out)}`,
    "  npm install",
    "  pulumi stack init dev",
    "  pulumi preview",
  ];
}
