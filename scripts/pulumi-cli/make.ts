import { randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { addStandIn } from "./add-node-host.js";
import { isExecutable, onSearchPath } from "./executables.js";
import { type Found, findInOurCache, type UnavailableReason, versionOf } from "./find.js";
import { type FindOptions, launcherCache } from "./find-options.js";
import { type Finished, run } from "./run.js";
import { PINNED_VERSION } from "./versions.js";

/** Puts a `pulumi` in a directory. Returns a text if it could not. */
type Maker = (bin: string, options: FindOptions) => Promise<string | undefined>;

/**
 * Fills our cache. A new CLI gets its name in the cache only when it is complete and has run, so that a killed process leaves nothing that
 * looks like a CLI.
 */
async function makeInCache(maker: Maker, options: FindOptions): Promise<Found | UnavailableReason> {
  const { cache, env } = options;
  const draft = path.join(cache, `draft-${randomUUID()}`);
  const bin = path.join(draft, "bin");
  try {
    fs.mkdirSync(bin, { recursive: true });
    const refusal = await maker(bin, options);
    if (refusal !== undefined) {
      return { refusal };
    }
    const version = await versionOf(path.join(bin, "pulumi"), env);
    if (version !== PINNED_VERSION) {
      return { refusal: `the result does not run as ${PINNED_VERSION}` };
    }
    addStandIn(bin, options);
    fs.rmSync(path.join(cache, "bin"), { recursive: true, force: true });
    fs.renameSync(bin, path.join(cache, "bin"));
  } catch (error) {
    return { refusal: error instanceof Error ? error.message : String(error) };
  } finally {
    fs.rmSync(draft, { recursive: true, force: true });
  }
  return findInOurCache(options);
}

/** Removes the drafts of killed processes. Only the holder of the cache's lock may call this. */
export function removeDrafts({ cache }: FindOptions): void {
  const names = fs.existsSync(cache) ? fs.readdirSync(cache) : [];
  for (const name of names.filter((name) => name.startsWith("draft-"))) {
    fs.rmSync(path.join(cache, name), { recursive: true, force: true });
  }
}

/** Copies a CLI without Node parts from the launcher's cache and completes it. Does not write to the user's directory. */
export async function copyFromLauncherCache(options: FindOptions): Promise<Found | UnavailableReason> {
  const file = launcherCache(options.env);
  if (!isExecutable(file)) {
    return { refusal: `nothing at ${file}` };
  }
  return makeInCache(async (bin) => {
    fs.copyFileSync(file, path.join(bin, "pulumi"), fs.constants.COPYFILE_FICLONE);
    return undefined;
  }, options);
}

export function download(options: FindOptions): Promise<Found | UnavailableReason> {
  return makeInCache(runLauncher, options);
}

async function runLauncher(bin: string, { env, launcher, downloadTimeouts, progress }: FindOptions) {
  const home = path.join(bin, "..", "home");
  const launcherEnv = { ...env, PULUMI_HOME: home, PULUMI_VERSION: PINNED_VERSION };
  const done = progress.busy(`Downloading the Pulumi CLI ${PINNED_VERSION}`);
  const finished = await run(process.execPath, [path.join(launcher, "run.js"), "version"], {
    env: launcherEnv,
    timeouts: downloadTimeouts,
  }).finally(done);
  if (finished.code !== 0) {
    return reason(finished);
  }
  fs.rmSync(bin, { recursive: true });
  fs.renameSync(path.dirname(launcherCache(launcherEnv)), bin);
  return undefined;
}

export function build(options: FindOptions): Promise<Found | UnavailableReason> {
  return makeInCache(goBuild, options);
}

async function goBuild(bin: string, { env, goModule, progress }: FindOptions) {
  const [go] = onSearchPath("go", env["PATH"]);
  if (go === undefined) {
    return "there is no `go` on PATH";
  }
  const version = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
  const args = [
    "build",
    // Both flags are needed if the user's GOFLAGS differ, or if the work tree is not a git repository.
    "-mod=readonly",
    "-buildvcs=false",
    "-tags=osusergo,grpcnotrace",
    `-ldflags=-s -w -X ${version}=v${PINNED_VERSION}`,
    `-o=${path.join(bin, "pulumi")}`,
    "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
  ];
  const done = progress.busy(`Building the Pulumi CLI ${PINNED_VERSION} with Go (once, some minutes)`);
  const finished = await run(go, args, {
    cwd: goModule,
    env: { ...env, GOWORK: "off", CGO_ENABLED: "0" },
  }).finally(done);
  return finished.code === 0 ? undefined : reason(finished);
}

function reason({ code, stopped, stdout, stderr }: Finished): string {
  const lastLine = `${stdout}\n${stderr}`.trim().split("\n").at(-1);
  return stopped ?? (lastLine || `it ended with code ${code} without a word`);
}
