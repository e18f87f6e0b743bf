import { createHash, randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { isExecutable, onSearchPath } from "../pulumi-cli/executables.js";
import type { UnavailableReason } from "../pulumi-cli/find.js";
import { progressOn } from "../pulumi-cli/progress.js";
import { run } from "../pulumi-cli/run.js";
import { cacheDirectory } from "../setup/cache.mjs";
import { withLock } from "../setup/lock.mjs";

/** A program that the installed Go builds from a module in this folder, which pins all versions. */
export interface GoTool {
  /** The title to show during the build. */
  readonly title: string;
  /** The executable's name. */
  readonly name: string;
  /** The folder of the module. */
  readonly module: string;
  /** The package to build. */
  readonly source: string;
}

/** The path of the executable, or why there is none. It is built once for each state of its module, and kept outside the work tree. */
export async function goTool(tool: GoTool): Promise<{ readonly path: string } | UnavailableReason> {
  const directory = path.join(__dirname, tool.module);
  const cache = path.join(
    cacheDirectory(),
    "go-tools",
    `${tool.name}-${fingerprint(directory)}-${process.platform}-${process.arch}`,
  );
  const file = path.join(cache, tool.name);
  if (isExecutable(file)) {
    return { path: file };
  }
  const [go] = onSearchPath("go", process.env["PATH"]);
  if (go === undefined) {
    return { refusal: "there is no `go` on PATH to build it with" };
  }
  const work = async () => (isExecutable(file) ? { path: file } : build(go, tool, directory, file));
  return withLock(`${cache}.lock`, work);
}

async function build(
  go: string,
  { source, title }: GoTool,
  directory: string,
  file: string,
): Promise<{ readonly path: string } | UnavailableReason> {
  const draft = `${file}-${randomUUID()}`;
  const done = progressOn(process.stderr).busy(`Building ${title} with Go (once, some minutes)`);
  // The flags of the CLI's build, so that packages compiled for it are not compiled again.
  const flags = ["-mod=readonly", "-buildvcs=false", "-tags=osusergo,grpcnotrace", "-ldflags=-s -w"];
  const args = ["build", ...flags, `-o=${draft}`, source];
  const env = { ...process.env, GOWORK: "off", CGO_ENABLED: "0" };
  const { code, stderr } = await run(go, args, { cwd: directory, env }).finally(done);
  if (code !== 0) {
    fs.rmSync(draft, { force: true });
    return { refusal: stderr.trim().split("\n").at(-1) || `go build ended with code ${code}` };
  }
  fs.renameSync(draft, file);
  return { path: file };
}

/** Identifies the content of the module. Changed content gets a new executable. */
function fingerprint(directory: string): string {
  const hash = createHash("sha256");
  for (const name of fs.readdirSync(directory).sort()) {
    hash.update(fs.readFileSync(path.join(directory, name)));
  }
  return hash.digest("hex").slice(0, 16);
}
