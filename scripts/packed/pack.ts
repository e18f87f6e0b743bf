import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { withoutNpmProject } from "./install.js";

const REPOSITORY = path.join(__dirname, "..", "..");
const NEEDED = [
  "package.json",
  "README.md",
  "CHANGELOG.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "docs",
  "examples",
  "LICENSE",
  "tsconfig.json",
  "tsconfig.build.json",
  "scripts/bundle-zod.mjs",
  "scripts/setup.mjs",
  "scripts/setup",
];

/** What lies about in a work tree and must not be published: of a build before, and of who tried an example. */
export const STRAY = [
  "dist/provider/stale.js",
  "docs/api/index.html",
  "examples/quickstart/Pulumi.dev.yaml",
  "examples/quickstart/node_modules/some/index.js",
];

const Packed = z.tuple([z.object({ filename: z.string(), files: z.array(z.object({ path: z.string() })) })]);
const BuildConfig = z.object({ include: z.array(z.string()) });

/** The directories that the build turns into dist/. */
export const builtDirectories: readonly string[] = BuildConfig.parse(
  JSON.parse(fs.readFileSync(path.join(REPOSITORY, "tsconfig.build.json"), "utf8")),
).include;

export interface PackedPackage {
  readonly tarball: string;
  /** The paths of the files in it. */
  readonly files: readonly string[];
}

/** Packs this package as `npm publish` would, into a directory. The build of the work tree, which others use, stays as it is. */
export async function packInto(directory: string): Promise<PackedPackage> {
  const copy = path.join(directory, "copy");
  for (const part of [...NEEDED, ...builtDirectories]) {
    fs.cpSync(path.join(REPOSITORY, part), path.join(copy, part), { recursive: true });
  }
  fs.symlinkSync(path.join(REPOSITORY, "node_modules"), path.join(copy, "node_modules"));
  for (const stray of STRAY) {
    fs.mkdirSync(path.join(copy, path.dirname(stray)), { recursive: true });
    fs.writeFileSync(path.join(copy, stray), "");
  }
  const args = ["pack", "--json", "--silent", "--pack-destination", directory];
  const { stdout } = await promisify(execFile)("npm", args, {
    cwd: copy,
    env: withoutNpmProject(process.env),
  });
  // The build says what it does before.
  const [{ filename, files }] = Packed.parse(JSON.parse(stdout.slice(stdout.indexOf("["))));
  return { tarball: path.join(directory, filename), files: files.map((file) => file.path) };
}
