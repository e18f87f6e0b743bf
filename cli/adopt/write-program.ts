import { constants } from "node:fs";
import fs from "node:fs/promises";
import path from "node:path";
import { CommandError } from "../exit.js";

/** Refuses a file that exists and may not be replaced, and a path that is not a file, such as a dangling link. */
export async function requireWritable(file: string, replace: boolean): Promise<void> {
  await orRefuse(file, async () => {
    const found = await fs.stat(file).catch(ifMissing);
    if (found === undefined) {
      if ((await fs.lstat(file).catch(ifMissing)) !== undefined) {
        throw new CommandError(`--write ${file} is a link to a file that is not there. Name that file.`);
      }
      await fs.access(path.dirname(file), constants.W_OK);
    } else if (!found.isFile()) {
      throw new CommandError(`--write ${file} is not a file. Choose another name.`);
    } else if (!replace) {
      throw new CommandError(
        `--write ${file} is there already. Choose another name, or add --force to replace it.`,
      );
    }
  });
}

/** Writes the whole program or nothing: a truncated program would make the next "pulumi up" destroy what it no longer declares. */
export async function writeProgram(file: string, program: string, replace: boolean): Promise<void> {
  await orRefuse(file, async () => {
    // Writes to the target of a link, so that the link remains.
    const destination = (await fs.realpath(file).catch(ifMissing)) ?? file;
    const existing = await fs.stat(destination).catch(ifMissing);
    const temporary = path.join(
      path.dirname(destination),
      `.${path.basename(destination)}.${process.pid}.tmp`,
    );
    try {
      await fs.writeFile(temporary, program, {
        flag: "wx",
        flush: true,
        ...(existing === undefined ? {} : { mode: existing.mode }),
      });
      // Reading the settings took a while: someone may have created the file since the first check.
      await requireWritable(file, replace);
      await fs.rename(temporary, destination);
    } catch (error) {
      await fs.rm(temporary, { force: true });
      throw error;
    }
  });
}

async function orRefuse(file: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof CommandError) {
      throw error;
    }
    throw new CommandError(
      `--write ${file} cannot be written: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") {
    throw error;
  }
}
