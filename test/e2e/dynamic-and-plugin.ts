import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { writeSdk } from "../../scripts/go-tools/sdk.js";
import { yamlHost } from "../../scripts/go-tools/yaml-host.js";

/** The two interfaces to the same handlers. */
export const VARIANTS = ["dynamic", "plugin"] as const;
export type Variant = (typeof VARIANTS)[number];

const root = path.join(__dirname, "../..");
const modules = path.join(root, "node_modules");
const PACKAGES = { dynamic: "pulumi-risk-posture", plugin: "pulumi-risk-posture-sdk" } as const;

/** The package that a program requires. */
export function packageOf(variant: Variant): string {
  return variant === "dynamic" ? PACKAGES.dynamic : path.join(sdkDirectory(), "bin");
}

/** Prepares what the tests of a variant need. Returns the reason if that is impossible. */
export async function prepare(variant: Variant): Promise<string | undefined> {
  if (variant === "dynamic" || fs.existsSync(sdkDirectory())) {
    return undefined;
  }
  const draft = `${sdkDirectory()}-${process.pid}`;
  try {
    const refused = await writeSdk("nodejs", draft);
    if (refused !== undefined) {
      return `no SDK can be generated: ${refused.refusal}`;
    }
    await compile(draft);
    fs.renameSync(draft, sdkDirectory());
  } catch (error) {
    // Another test process may have been faster.
    if (!fs.existsSync(sdkDirectory())) {
      throw error;
    }
  } finally {
    fs.rmSync(draft, { recursive: true, force: true });
  }
  return undefined;
}

/** Why YAML programs cannot run here; undefined if they can. */
export async function yamlObstacle(): Promise<string | undefined> {
  const host = await yamlHost();
  return "refusal" in host ? `there is no language host for YAML: ${host.refusal}` : undefined;
}

export async function requireYamlHost(): Promise<string> {
  const host = await yamlHost();
  if ("refusal" in host) {
    throw new Error(host.refusal);
  }
  return host.path;
}

/** Skips a test that cannot run here, and says why. */
export function skip(context: Mocha.Context, obstacle: string): never {
  console.warn(`      skipped: ${obstacle}`);
  return context.skip();
}

/** Below node_modules, so that it finds the Pulumi SDK of the programs. Each schema has its own directory. */
function sdkDirectory(): string {
  const schema = fs.readFileSync(path.join(root, "plugin/schema.json"));
  const hash = createHash("sha256").update(schema).digest("hex").slice(0, 16);
  return path.join(modules, ".cache", `${PACKAGES.plugin}-${hash}`);
}

async function compile(directory: string): Promise<void> {
  const tsc = require.resolve("typescript/bin/tsc");
  await promisify(execFile)(process.execPath, [tsc, "--ignoreDeprecations", "6.0"], { cwd: directory });
  // As the generated package's own script does.
  fs.copyFileSync(path.join(directory, "package.json"), path.join(directory, "bin/package.json"));
}
