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
/** npm's record of what it installed in node_modules. */
const Installed = z.object({
  packages: z.record(z.string(), z.object({ resolved: z.string().optional() })),
});

/** Where a copy of this package comes from: a registry, or a file or folder on this machine. */
export type Origin = "registry" | { readonly path: string };

/**
 * Where the copy of this package in this directory comes from, according to the record of the package manager. A copy without a record that
 * can be followed, such as a global installation, is its own origin: the copy exists, and a registry may not have it.
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

/** The origin that the project declares. Every package manager records this. */
function declaredIn(project: string): Origin | undefined {
  const { data } = Manifest.safeParse(jsonIn(path.join(project, "package.json")));
  const declared = { ...data?.devDependencies, ...data?.optionalDependencies, ...data?.dependencies }[NAME];
  if (declared === undefined) {
    return undefined;
  }
  const isVersion = !/[:/\\]/.test(declared);
  return isVersion ? "registry" : localIn(project, declared);
}

/** The origin in npm's own record. In a workspace npm installs for the members, whose dependencies the root does not declare. */
function installedIn(project: string, directory: string): Origin | undefined {
  const { data } = Installed.safeParse(jsonIn(path.join(project, "node_modules", ".package-lock.json")));
  const entry = data?.packages[slashes(path.relative(project, directory))];
  if (entry === undefined) {
    return undefined;
  }
  const { resolved } = entry;
  // npm can be told to omit the addresses of packages from a registry. If it records them, they all have this form.
  return resolved === undefined || /^https?:.*\/-\/[^/]+\.tgz$/.test(resolved)
    ? "registry"
    : localIn(project, resolved);
}

/** The path on this machine. Undefined for an address elsewhere: it may hold a password, which must not get into another file. */
function localIn(project: string, spec: string): Origin | undefined {
  const [, file] = /^(?:file:|link:|(?=\.{0,2}\/))(.+)$/.exec(spec) ?? [];
  return file === undefined ? undefined : { path: path.resolve(project, file) };
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    // A missing or malformed record counts as no record.
    return undefined;
  }
}

/** A path as npm writes it, on Windows too. */
export function slashes(file: string): string {
  return file.split(path.sep).join("/");
}
