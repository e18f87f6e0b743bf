import fs from "node:fs";
import path from "node:path";
import * as z from "../../provider/zod.js";

const NAME = "pulumi-risk-posture";

const Dependencies = z.record(z.string(), z.string()).default({});
const Manifest = z.object({
  dependencies: Dependencies,
  devDependencies: Dependencies,
  optionalDependencies: Dependencies,
});
/** npm's note of what it has installed, in node_modules. */
const Installed = z.object({
  packages: z.record(z.string(), z.object({ resolved: z.string().optional() })),
});

/** Where a copy of this package comes from: a registry, or a file or folder on this machine. */
export type Origin = "registry" | { readonly path: string };

/**
 * Where the copy of this package in this directory comes from, as whoever installed it has recorded it. What left no record that can be
 * followed, as a global installation, is its own origin: the copy is there, and a registry may not have it.
 */
export function originOf(directory: string): Origin {
  if (path.basename(path.dirname(directory)) === "node_modules") {
    for (const project of above(directory)) {
      const origin = declaredIn(project) ?? installedIn(project, directory);
      if (origin !== undefined) {
        return origin === "registry" || fs.existsSync(origin.path) ? origin : { path: directory };
      }
    }
  }
  return { path: directory };
}

function above(directory: string): string[] {
  const parent = path.dirname(directory);
  return parent === directory ? [] : [parent, ...above(parent)];
}

/** Every package manager lets a project declare what it installs. */
function declaredIn(project: string): Origin | undefined {
  const { data } = Manifest.safeParse(jsonIn(path.join(project, "package.json")));
  const declared = { ...data?.devDependencies, ...data?.optionalDependencies, ...data?.dependencies }[NAME];
  if (declared === undefined) {
    return undefined;
  }
  const isVersion = !/[:/\\]/.test(declared);
  return isVersion ? "registry" : localIn(project, declared);
}

/** In a workspace npm installs for its members, and the root does not declare what these do. */
function installedIn(project: string, directory: string): Origin | undefined {
  const { data } = Installed.safeParse(jsonIn(path.join(project, "node_modules", ".package-lock.json")));
  const entry = data?.packages[slashes(path.relative(project, directory))];
  if (entry === undefined) {
    return undefined;
  }
  const { resolved } = entry;
  // npm can be told to leave out addresses in a registry; there they all look like this.
  return resolved === undefined || /^https?:.*\/-\/[^/]+\.tgz$/.test(resolved)
    ? "registry"
    : localIn(project, resolved);
}

/** Nothing for an address elsewhere: it may hold a password, which belongs in no other file. */
function localIn(project: string, spec: string): Origin | undefined {
  const [, file] = /^(?:file:|link:|(?=\.{0,2}\/))(.+)$/.exec(spec) ?? [];
  return file === undefined ? undefined : { path: path.resolve(project, file) };
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    // A record that is not there, or is no record, tells nothing.
    return undefined;
  }
}

/** A path as npm writes it, on Windows too. */
export function slashes(file: string): string {
  return file.split(path.sep).join("/");
}
