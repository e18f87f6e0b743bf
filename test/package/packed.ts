import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { z } from "zod";

const run = promisify(execFile);
const REPOSITORY = path.join(__dirname, "..", "..");
const PARTS = [
  "package.json",
  "README.md",
  "CHANGELOG.md",
  "LICENSE",
  "tsconfig.json",
  "tsconfig.build.json",
  "provider",
  "emulator",
  "cli",
];

const Packed = z.tuple([z.object({ filename: z.string(), files: z.array(z.object({ path: z.string() })) })]);

/** The package as npm packs it, and an empty project that has it installed from there. All in a temporary directory. */
export class PackedPackage {
  readonly directory = path.join(os.tmpdir(), `packed-${process.pid}`);
  /** The project. */
  readonly project = path.join(this.directory, "project");
  /** The files in the tarball. */
  files: readonly string[] = [];

  async create(): Promise<void> {
    const copy = path.join(this.directory, "copy");
    fs.mkdirSync(this.project, { recursive: true });
    // A copy, since packing builds, and others use the build of the work tree.
    for (const part of PARTS)
      fs.cpSync(path.join(REPOSITORY, part), path.join(copy, part), { recursive: true });
    fs.symlinkSync(path.join(REPOSITORY, "node_modules"), path.join(copy, "node_modules"));
    // From a build before.
    fs.mkdirSync(path.join(copy, "dist", "provider"), { recursive: true });
    fs.writeFileSync(path.join(copy, "dist", "provider", "stale.js"), "");
    const packed = await this.npm(copy, "pack", "--json", "--silent", "--pack-destination", this.directory);
    // The build says what it does before.
    const [{ filename, files }] = Packed.parse(JSON.parse(packed.slice(packed.indexOf("["))));
    this.files = files.map((file) => file.path);

    fs.writeFileSync(path.join(this.project, "package.json"), JSON.stringify({ private: true }));
    const sdk = `@pulumi/pulumi@${versionOf("@pulumi/pulumi")}`;
    const packages = [path.join(this.directory, filename), sdk];
    await this.npm(this.project, "install", "--prefer-offline", "--no-audit", "--no-fund", ...packages);
  }

  /** Writes files into a directory of the project, and gives its path. */
  program(name: string, files: Readonly<Record<string, string>>): string {
    const directory = path.join(this.project, name);
    fs.mkdirSync(directory, { recursive: true });
    for (const [file, text] of Object.entries(files)) fs.writeFileSync(path.join(directory, file), text);
    return directory;
  }

  /** What a Node script prints that is run in the project. */
  async node(...args: string[]): Promise<string> {
    return (await run(process.execPath, args, { cwd: this.project })).stdout;
  }

  remove(): void {
    fs.rmSync(this.directory, { recursive: true, force: true });
  }

  private async npm(cwd: string, ...args: string[]): Promise<string> {
    // Where a test runs under npm, that npm's own project is in the environment.
    const env = Object.fromEntries(
      Object.entries(process.env).filter(
        ([name]) => !/^npm_(package|lifecycle|config_local_prefix)/.test(name),
      ),
    );
    return (await run("npm", args, { cwd, env })).stdout;
  }
}

/** The version that is installed in the work tree, so that npm has it in its cache. */
function versionOf(name: string): string {
  const text = fs.readFileSync(path.join(REPOSITORY, "node_modules", name, "package.json"), "utf8");
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
