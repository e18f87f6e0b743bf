import path from "node:path";
import { CommandError } from "../exit.js";
import { print } from "../terminal/output.js";
import { requireWritable, writeProgram } from "./write-program.js";
import { requireEmpty, writeProject } from "./write-project.js";

export interface DestinationOptions {
  /** Directory of a whole project. */
  readonly out?: string;
  /** File for the program alone. */
  readonly write?: string;
  /** Whether the file may be there already. */
  readonly force?: boolean;
}

/** Writes the program, and answers what to tell the user then. */
export type Destination = (program: string) => Promise<readonly string[]>;

/** Where the program goes. What stands in the way there is refused now, before anybody is asked for the settings. */
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
      return [`Written to ${write}. Next: pulumi preview`];
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
    `  cd ${out}`,
    "  npm install",
    "  pulumi stack init dev",
    "  pulumi preview",
  ];
}
