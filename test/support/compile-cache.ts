import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

const PACKAGES = path.join(__dirname, "../../node_modules");

/** The environment in which processes reuse the compiled packages of this work tree. */
export function environmentWithCompileCache(): Record<string, string> {
  const script = path.join(__dirname, "compile-cache.cjs");
  // npm's record of what is installed identifies the sources. V8 itself compares sources only by their length.
  const installed = fs.readFileSync(path.join(PACKAGES, ".package-lock.json"));
  const hash = createHash("sha256").update(process.version).update(installed).digest("hex").slice(0, 16);
  return {
    NODE_OPTIONS: `--require ${JSON.stringify(script)}`,
    TEST_COMPILE_CACHE: path.join(PACKAGES, ".cache", `compiled-${hash}`),
    TEST_COMPILED_PACKAGES: path.join(PACKAGES, path.sep),
  };
}
