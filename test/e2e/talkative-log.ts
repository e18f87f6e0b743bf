import assert from "node:assert/strict";
import type { World } from "./world.js";

/** The options for the engine's own log at its highest verbosity. */
const LOGS = ["--logtostderr", "--logflow", "-v=9"];

/** The output of an operation with the engine's own log, line by line. */
export async function linesOfTalkative(world: World, operation: string): Promise<string[]> {
  const { stdout, stderr } = await world.project.run([operation, "--yes", "--skip-preview", ...LOGS], {
    env: world.env,
  });
  const lines = `${stdout}\n${stderr}`.split("\n");
  assert.ok(lines.some((line) => line.includes("Marshaling property for RPC")));
  return lines;
}

/** The lines that contain a secret, except those in which the engine logs what it passes on. */
export function leaksIn(lines: readonly string[], secret: string, handedOver: RegExp): string[] {
  const leaks = lines.filter((line) => line.includes(secret) && !handedOver.test(line));
  return leaks.map((line) => line.slice(0, 300));
}

/** The engine's log of a provider's configuration: passed to the provider, or to a component that refers to it. */
export const CONFIGURATION =
  /arshaling property for RPC\[(Provider\[.*\]\.(Configure|CheckConfig|DiffConfig)\(|ResourceMonitor\.(RegisterResource\(pulumi:providers:|Invoke\(pulumi:pulumi:getResource\)))/;

/** The engine's log of resource properties, including those of components that create resources. */
export const PROPERTIES =
  /arshaling property for RPC\[(Provider\[.*\]\.(Check|Diff|Create|Read|Update|Delete|Construct)|ResourceMonitor\.RegisterResource)\(/;
