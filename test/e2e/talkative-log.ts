import assert from "node:assert/strict";
import type { World } from "./world.js";

/** The engine's own log, at its most talkative. */
const LOGS = ["--logtostderr", "--logflow", "-v=9"];

/** What an operation has shown with the engine's own log, line by line. */
export async function linesOfTalkative(world: World, operation: string): Promise<string[]> {
  const { stdout, stderr } = await world.project.run([operation, "--yes", "--skip-preview", ...LOGS], {
    env: world.env,
  });
  const lines = `${stdout}\n${stderr}`.split("\n");
  assert.ok(lines.some((line) => line.includes("Marshaling property for RPC")));
  return lines;
}

/** Those lines that show a secret, but where the engine itself logs what it hands to somebody. */
export function leaksIn(lines: readonly string[], secret: string, handedOver: RegExp): string[] {
  const leaks = lines.filter((line) => line.includes(secret) && !handedOver.test(line));
  return leaks.map((line) => line.slice(0, 300));
}

/** Where it logs the configuration of a provider: what the provider gets, and a component that refers to it. */
export const CONFIGURATION =
  /arshaling property for RPC\[(Provider\[.*\]\.(Configure|CheckConfig|DiffConfig)\(|ResourceMonitor\.(RegisterResource\(pulumi:providers:|Invoke\(pulumi:pulumi:getResource\)))/;

/** Where it logs the properties of resources, of the components that make some of them too. */
export const PROPERTIES =
  /arshaling property for RPC\[(Provider\[.*\]\.(Check|Diff|Create|Read|Update|Delete|Construct)|ResourceMonitor\.RegisterResource)\(/;
