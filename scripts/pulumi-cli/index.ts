import path from "node:path";
import { withLock } from "../setup/lock.mjs";
import { addStandIn } from "./add-node-host.js";
import { NoPulumiCliError } from "./error.js";
import {
  type Found,
  findInLauncherCache,
  findInOurCache,
  findOnPath,
  type UnavailableReason,
} from "./find.js";
import { type FindOptions, findOptions } from "./find-options.js";
import { build, copyFromLauncherCache, download, removeDrafts } from "./make.js";

export { NoPulumiCliError };

export interface PulumiCli {
  path: string;
  version: string;
  /** To prepend to PATH, so that the engine finds its Node parts and runs programs with our own Node. */
  pathEntries: string[];
  source: Source;
}

export type Source = "PATH" | "launcher cache" | "our cache" | "download" | "go build";

interface Step {
  source: Source;
  find: (options: FindOptions) => Promise<Found | UnavailableReason>;
}

const LOOK: Step[] = [
  { source: "PATH", find: findOnPath },
  { source: "launcher cache", find: findInLauncherCache },
  { source: "our cache", find: findInOurCache },
];

const MAKE: Step[] = [
  // Another process may have filled the cache meanwhile.
  { source: "our cache", find: findInOurCache },
  { source: "launcher cache", find: copyFromLauncherCache },
  { source: "download", find: download },
  { source: "go build", find: build },
];

/** Finds the Pulumi CLI or gets one, without changing the user's own. The first time may take minutes. */
export async function pulumiCli(overrides: Partial<FindOptions> = {}): Promise<PulumiCli> {
  const options = findOptions(overrides);
  const refusals = new Map<Source, string>();
  const found = (await first(LOOK, options, refusals)) ?? (await make(options, refusals));
  if (found === undefined) {
    throw new NoPulumiCliError(refusals, options);
  }
  // An older version of this project may have made it.
  if (path.dirname(found.path) === path.join(options.cache, "bin")) {
    addStandIn(path.dirname(found.path), options);
  }
  const { path: file, version, languageHost, source } = found;
  const directories = [file, languageHost, process.execPath].map((executable) => path.dirname(executable));
  return { path: file, version, pathEntries: [...new Set(directories)], source };
}

function make(options: FindOptions, refusals: Map<Source, string>) {
  const onWait = () => options.progress.say("Waiting for another run that is getting the Pulumi CLI …");
  const work = async () => {
    removeDrafts(options);
    return first(MAKE, options, refusals);
  };
  return withLock(`${options.cache}.lock`, work, { onWait });
}

async function first(steps: Step[], options: FindOptions, refusals: Map<Source, string>) {
  for (const { source, find } of steps) {
    const found = await find(options);
    if (!("refusal" in found)) {
      return { ...found, source };
    }
    refusals.set(source, found.refusal);
  }
  return undefined;
}
