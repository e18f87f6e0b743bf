import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { onSearchPath } from "../../scripts/pulumi-cli/executables.js";
import { cacheDirectory } from "../../scripts/setup/cache.mjs";
import { withLock } from "../../scripts/setup/lock.mjs";

const run = promisify(execFile);
const PACKAGES = [
  "pulumi==3.272.0",
  "mypy==2.4.1",
  "parver==1.0.1.post0",
  "semver==3.1.2",
  "setuptools==80.9.0",
];

/** A Python with Pulumi's SDK and a type checker, installed once outside the work tree; or why there is none. */
export async function pythonWithPulumi(): Promise<{ readonly path: string } | { readonly refusal: string }> {
  const [python] = onSearchPath("python3", process.env["PATH"]);
  if (python === undefined) {
    return { refusal: "there is no `python3` on PATH" };
  }
  const hash = createHash("sha256").update(PACKAGES.join()).digest("hex").slice(0, 16);
  const directory = path.join(cacheDirectory(), "python", hash);
  const ready = path.join(directory, "ready");
  return withLock(`${directory}.lock`, async () => {
    const own = path.join(directory, "bin", "python3");
    if (fs.existsSync(ready)) {
      return { path: own };
    }
    try {
      await run(python, ["-m", "venv", "--clear", directory]);
      await run(own, ["-m", "pip", "install", "--quiet", ...PACKAGES]);
    } catch (error) {
      const reason = String(Object(error).stderr).trim().split("\n").at(-1);
      return { refusal: `Pulumi's SDK for Python cannot be installed: ${reason}` };
    }
    fs.writeFileSync(ready, "");
    return { path: own };
  });
}
