import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { z } from "zod";

const REPOSITORY = path.join(__dirname, "..", "..");
const PNPM = path.join(REPOSITORY, "node_modules", "pnpm", "bin", "pnpm.cjs");

export type PackageManager = "npm" | "pnpm";

/** Creates a project in an empty directory and installs packages: names with versions, or tarballs. */
export async function install(
  manager: PackageManager,
  directory: string,
  packages: readonly string[],
): Promise<void> {
  fs.mkdirSync(directory, { recursive: true });
  fs.writeFileSync(path.join(directory, "package.json"), JSON.stringify({ private: true }));
  const options = { cwd: directory, env: withoutNpmProject(process.env) };
  const run = promisify(execFile);
  if (manager === "npm") {
    await run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", ...packages], options);
    return;
  }
  await run(process.execPath, [PNPM, "add", "--prefer-offline", ...packages], options);
}

/** The version in the work tree, which the package managers probably have in their caches. */
export function versionHere(name: string): string {
  const manifest = path.join(REPOSITORY, "node_modules", name, "package.json");
  return z.object({ version: z.string() }).parse(JSON.parse(fs.readFileSync(manifest, "utf8"))).version;
}

/** If npm runs this process, its environment describes npm's own project. Removes those variables. */
export function withoutNpmProject(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^npm_(package|lifecycle|config_local_prefix)/.test(name)),
  );
}
