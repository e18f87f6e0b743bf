import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { withLock } from "../setup/lock.mjs";
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

/** Files in a work tree that must not be published: from an earlier build, and from somebody who tried an example. */
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

/** Packs this package as `npm publish` would, once for each state of the work tree. Leaves the work tree's own build unchanged. */
export async function pack(): Promise<PackedPackage> {
  const directory = path.join(REPOSITORY, "node_modules", ".cache", `packed-${fingerprint()}`);
  const record = path.join(directory, "packed.json");
  return withLock(`${directory}.lock`, async () => {
    if (!fs.existsSync(record)) {
      fs.rmSync(directory, { recursive: true, force: true });
      fs.mkdirSync(directory, { recursive: true });
      fs.writeFileSync(record, await packInto(directory));
    }
    const [{ filename, files }] = Packed.parse(JSON.parse(fs.readFileSync(record, "utf8")));
    return { tarball: path.join(directory, filename), files: files.map((file) => file.path) };
  });
}

/** Identifies the packed files and the code that packs them. Changed content gets a new package. */
function fingerprint(): string {
  const hash = createHash("sha256");
  for (const part of [...NEEDED, ...builtDirectories, "package-lock.json", "scripts/packed"]) {
    const place = path.join(REPOSITORY, part);
    const below = fs.statSync(place).isFile() ? [""] : fs.readdirSync(place, { recursive: true });
    for (const file of below.map((name) => path.join(place, String(name))).sort()) {
      if (fs.statSync(file).isFile()) {
        hash.update(`${path.relative(REPOSITORY, file)}\0`).update(fs.readFileSync(file));
      }
    }
  }
  return hash.digest("hex").slice(0, 16);
}

/** Returns what `npm pack --json` prints. Builds outside node_modules, since below it the compiler skips JSON that it takes for foreign. */
async function packInto(directory: string): Promise<string> {
  const copy = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "pack-"));
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
  fs.rmSync(copy, { recursive: true });
  // The build prints its own output first.
  return stdout.slice(stdout.indexOf("["));
}
