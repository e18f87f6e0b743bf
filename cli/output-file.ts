import { asError } from "../provider/errors.js";

/** The message for a file of --write that cannot be written. */
export function cannotWrite(file: string, error: unknown): string {
  return `--write ${file} cannot be written: ${asError(error).message}`;
}

/** Handles the error of an operation on a file: undefined if there is no such file. Throws any other error. */
export function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") {
    throw error;
  }
}
