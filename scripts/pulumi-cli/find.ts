import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { isExecutable, onSearchPath } from "./executables.js";
import { type FindOptions, launcherCache } from "./find-options.js";
import { run } from "./run.js";
import { isNewEnough, OLDEST_VERSION, PINNED_VERSION, parseVersion } from "./versions.js";

/** A `pulumi` that can run Node programs. */
export interface Found {
  path: string;
  version: string;
  /** Its Node language host. */
  languageHost: string;
}

/** Why a step found or made nothing. */
export interface UnavailableReason {
  refusal: string;
}

export const LANGUAGE_HOST = "pulumi-language-nodejs";

export async function findOnPath({ env }: FindOptions): Promise<Found | UnavailableReason> {
  const refusals: string[] = [];
  for (const file of onSearchPath("pulumi", env["PATH"])) {
    if (isLauncher(file)) {
      continue;
    }
    const found = await examine(file, env);
    if (!("refusal" in found)) {
      return found;
    }
    refusals.push(`${file} ${found.refusal}`);
  }
  return { refusal: refusals.join("; ") || "there is none" };
}

async function examine(file: string, env: NodeJS.ProcessEnv): Promise<Found | UnavailableReason> {
  const version = await versionOf(file, env);
  if (version === undefined) {
    return { refusal: "does not tell its version" };
  }
  if (!isNewEnough(version)) {
    return { refusal: `is ${version}, ${OLDEST_VERSION} or newer is needed` };
  }
  const languageHost = languageHostOf(file, env["PATH"]);
  return languageHost === undefined
    ? { refusal: `has no Node language host (${LANGUAGE_HOST})` }
    : { path: file, version, languageHost };
}

export async function findInLauncherCache({ env }: FindOptions): Promise<Found | UnavailableReason> {
  const file = launcherCache(env);
  if (!isExecutable(file)) {
    return { refusal: `nothing at ${file}` };
  }
  return complete(file) ?? { refusal: `${file} has no Node language host (${LANGUAGE_HOST})` };
}

export async function findInOurCache({ cache }: FindOptions): Promise<Found | UnavailableReason> {
  const file = path.join(cache, "bin", "pulumi");
  return complete(file) ?? { refusal: `nothing at ${file}` };
}

/** The CLI with the pinned version in a directory that is named after it, if it is complete. */
function complete(file: string): Found | undefined {
  const languageHost = path.join(path.dirname(file), LANGUAGE_HOST);
  if (!isExecutable(file) || !isExecutable(languageHost)) {
    return undefined;
  }
  return { path: file, version: PINNED_VERSION, languageHost };
}

export async function versionOf(file: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  // Even this command writes to its home, so it gets a temporary one instead of the user's.
  const home = fs.mkdtempSync(path.join(os.tmpdir(), "pulumi-home-"));
  try {
    const { code, stdout } = await run(file, ["version"], {
      env: { ...env, PULUMI_HOME: home, PULUMI_SKIP_UPDATE_CHECK: "true" },
      timeouts: { total: 10_000, silent: 10_000 },
    });
    return code === 0 ? parseVersion(stdout) : undefined;
  } catch {
    // The file is not for this machine.
    return undefined;
  } finally {
    fs.rmSync(home, { recursive: true, force: true });
  }
}

/** The language host, where the engine looks for it: beside `pulumi`, with or without links resolved, and on PATH. */
function languageHostOf(pulumi: string, searchPath: string | undefined): string | undefined {
  const beside = [pulumi, fs.realpathSync(pulumi)].map((file) =>
    path.join(path.dirname(file), LANGUAGE_HOST),
  );
  return [...beside, ...onSearchPath(LANGUAGE_HOST, searchPath)].find(isExecutable);
}

/** Whether this is the `pulumi` npm package, which npm puts on PATH (node_modules/.bin). It only finds or downloads a CLI. */
function isLauncher(file: string): boolean {
  return fs.realpathSync(file).endsWith(path.join("node_modules", "pulumi", "run.js"));
}
