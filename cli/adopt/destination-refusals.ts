import { constants } from "node:fs";
import fs from "node:fs/promises";
import path from "node:path";
import { CommandError } from "../exit.js";
import { cannotWrite, ifMissing } from "../output-file.js";

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

/** Refuses a directory in which a file would be overwritten. */
export async function requireEmpty(directory: string): Promise<void> {
  const entries = await fs.readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") {
      return [];
    }
    throw new CommandError(`--out ${directory} cannot be used: ${error.message}`);
  });
  if (entries.length > 0) {
    throw new CommandError(
      `--out ${directory} is not empty. Choose a directory that is empty or does not exist yet.`,
    );
  }
}

/** Runs work on a file. Turns any error that is not a refusal into one. */
export async function orRefuse(file: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof CommandError) {
      throw error;
    }
    throw new CommandError(cannotWrite(file, error));
  }
}
