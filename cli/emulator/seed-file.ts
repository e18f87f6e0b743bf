import fs from "node:fs/promises";
import type { Seed } from "../../emulator/index.js";
import { problemsIn, SeedFile } from "../../emulator/seed-schema.js";
import { asError } from "../../provider/errors.js";
import { CommandError } from "../exit.js";

/** Reads the seed from a file, or says what is wrong in the file and where. */
export async function seedFrom(file: string): Promise<Seed> {
  const parsed = SeedFile.safeParse(await jsonIn(file));
  if (!parsed.success) {
    throw new CommandError(`--seed ${file}: ${problemsIn("the file", parsed.error)}`);
  }
  const { $schema: _, ...seed } = parsed.data;
  return seed;
}

async function jsonIn(file: string): Promise<unknown> {
  try {
    return JSON.parse(await fs.readFile(file, "utf8"));
  } catch (error) {
    throw new CommandError(`--seed ${file} cannot be read: ${asError(error).message}`);
  }
}
