import os from "node:os";
import path from "node:path";
import { cacheDirectory } from "../setup/cache.mjs";
import { type Progress, progressOn } from "./progress.js";
import type { Timeouts } from "./run.js";
import { PINNED_VERSION } from "./versions.js";

/** Everything that the search depends on, so that tests can replace it. */
export interface FindOptions {
  env: NodeJS.ProcessEnv;
  progress: Progress;
  /** The directory for downloads and builds. It does not exist before the first one. */
  cache: string;
  /** The npm package `pulumi`. */
  launcher: string;
  downloadTimeouts: Timeouts;
  /** The directory of the pinned go.mod. */
  goModule: string;
  /** Directories with the executables that the engine needs beside `pulumi`, for one that has none. */
  languageHost: string;
  sdk: string;
}

export function findOptions(overrides: Partial<FindOptions> = {}): FindOptions {
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
    // The download is 100 MB or more. Without a network it usually fails at once, but some firewalls do not answer at all.
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
