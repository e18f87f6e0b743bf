import os from "node:os";
import path from "node:path";
import { cacheDirectory } from "../setup/cache.mjs";
import { type Progress, progressOn } from "./progress.js";
import type { Timeouts } from "./run.js";
import { PINNED_VERSION } from "./versions.js";

/** All that the search looks at, so that tests can put something else in its place. */
export interface Surroundings {
  env: NodeJS.ProcessEnv;
  progress: Progress;
  /** Where what we download or build is kept; absent until then. */
  cache: string;
  /** The npm package `pulumi`. */
  launcher: string;
  downloadTimeouts: Timeouts;
  /** Where the pinned go.mod is. */
  goModule: string;
  /** Directories whose executables the engine needs beside `pulumi` where it came without. */
  languageHost: string;
  sdk: string;
}

export function surroundings(overrides: Partial<Surroundings> = {}): Surroundings {
  const env = overrides.env ?? process.env;
  return {
    env,
    progress: progressOn(process.stderr),
    cache: path.join(
      cacheDirectory(env),
      "pulumi-cli",
      `v${PINNED_VERSION}-${process.platform}-${process.arch}`,
    ),
    launcher: path.dirname(require.resolve("pulumi/package.json")),
    // The download is 100 MB or more. Where there is no network it mostly fails at once, but some firewalls only stay silent.
    downloadTimeouts: { total: 600_000, silent: 20_000 },
    goModule: path.join(__dirname, "go"),
    languageHost: path.join(__dirname, "..", "language-host"),
    sdk: path.dirname(require.resolve("@pulumi/pulumi/package.json")),
    ...overrides,
  };
}

/** The launcher's own cache, which Pulumi's Automation API shares. */
export function launcherCache(env: NodeJS.ProcessEnv): string {
  const home = env["PULUMI_HOME"] || path.join(env["HOME"] || os.homedir(), ".pulumi");
  return path.join(home, "versions", PINNED_VERSION, "bin", "pulumi");
}
