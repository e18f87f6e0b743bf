import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { z } from "zod";

const Measured = z.record(z.string(), z.number());

/**
 * Runs a script of `probes/` in a Node process of its own and answers the numbers that it prints. What is loaded counts in most of them,
 * so they run without what makes TypeScript run.
 */
export async function probe(
  script: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Record<string, number>> {
  const file = path.join(__dirname, "probes", script);
  const { stdout } = await promisify(execFile)(process.execPath, [file, ...args], {
    // As in a program that has the package as a dependency.
    cwd: path.join(__dirname, ".."),
    env: { PATH: process.env["PATH"], ...env },
  });
  return Measured.parse(JSON.parse(stdout));
}
