import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { z } from "zod";

const Measured = z.record(z.string(), z.number());

/**
 * Runs a script of `probes/` in its own Node process and returns the numbers that it prints. Most of them include the time to load code, so
 * the process runs without the TypeScript loader.
 */
export async function probe(
  script: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Record<string, number>> {
  const file = path.join(__dirname, "probes", script);
  const { stdout } = await promisify(execFile)(process.execPath, [file, ...args], {
    // As in a program that depends on the package.
    cwd: path.join(__dirname, ".."),
    env: { PATH: process.env["PATH"], ...env },
  });
  return Measured.parse(JSON.parse(stdout));
}
