import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { ids } from "./kinds.js";
import type { Stack } from "./stack.js";

const COMMAND = path.join(__dirname, "../../dist/cli/main.js");

/** Copies a stack to a separate backend. Each copy has the resources of the original, but its own zones. */
export function copies(stack: Stack, count: number, zonesOfEach: number, directory: string): void {
  const checkpoint = fs.readFileSync(stack.checkpoint, "utf8");
  const own = ids(zonesOfEach);
  const all = ids(count * zonesOfEach);
  const folder = path.join(directory, ".pulumi/stacks/project");
  fs.mkdirSync(folder, { recursive: true });
  fs.copyFileSync(path.join(stack.backend, ".pulumi/meta.yaml"), path.join(directory, ".pulumi/meta.yaml"));
  for (let copy = 0; copy < count; copy += 1) {
    const name = `stack-${copy}`;
    const zones = new Map(own.map((id, index) => [id, all[copy * zonesOfEach + index] ?? id]));
    const text = checkpoint
      .replaceAll("urn:pulumi:dev::", `urn:pulumi:${name}::`)
      .replaceAll("organization/project/dev", `organization/project/${name}`)
      .replaceAll(new RegExp(own.join("|"), "g"), (id) => zones.get(id) ?? id);
    fs.writeFileSync(path.join(folder, `${name}.json`), text);
  }
}

export interface FleetRun {
  readonly seconds: number;
  /** The peak memory of the command itself, in megabytes. */
  readonly memory: number;
  /** The report as JSON. */
  readonly report: string;
}

/** Runs the command over all stacks of a backend. */
export async function runFleet(stack: Stack, directory: string): Promise<FleetRun> {
  const report = path.join(directory, "fleet.json");
  const files = ["fleet.html", "fleet.sarif"].flatMap((name) => ["--write", path.join(directory, name)]);
  const args = ["fleet", "--backend", `file://${directory}`, "--write", report, ...files];
  const started = performance.now();
  const command = spawn(process.execPath, [COMMAND, ...args], {
    env: { ...stack.env, ...stack.watchingMemory },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code] = await once(command, "exit");
  if (code !== 0) {
    throw new Error(`fleet ended with exit code ${code}.`);
  }
  const seconds = (performance.now() - started) / 1_000;
  return { seconds, memory: stack.peakMemory(), report: fs.readFileSync(report, "utf8") };
}
