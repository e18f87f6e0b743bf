import assert from "node:assert/strict";
import path from "node:path";
import { type Emulator, startEmulator } from "../../emulator/index.js";
import { ACCOUNT, ZONE } from "../packed/programs.js";
import { pulumiCli } from "../pulumi-cli/index.js";
import { type Operation, PulumiProject } from "../pulumi-project.js";

const TOKEN = "compat-token-for-the-emulator-only";
const SEED = { tokens: { [TOKEN]: { permissions: ["Zero Trust Write", "Fraud Detection Write"] } } } as const;

/** Runs the life of a stack: preview, up, refresh (which must show drift), destroy. Throws at the first failed check. */
export async function tryProgram(
  program: string,
  outputs: Readonly<Record<string, unknown>>,
  nodeDirectory = path.dirname(process.execPath),
): Promise<void> {
  const emulator = await startEmulator(SEED);
  try {
    await liveThrough(emulator, program, outputs, nodeDirectory);
  } finally {
    await emulator.close();
  }
}

async function liveThrough(
  emulator: Emulator,
  program: string,
  outputs: Readonly<Record<string, unknown>>,
  nodeDirectory: string,
): Promise<void> {
  const { pathEntries } = await pulumiCli();
  const project = await PulumiProject.create({
    program,
    config: { "cloudflare:apiToken": { secret: TOKEN }, "cloudflare:baseUrl": emulator.cloudflareUrl },
    // The first Node on PATH runs the program and the provider.
    env: { PATH: [nodeDirectory, ...pathEntries, process.env["PATH"]].join(path.delimiter) },
  });
  try {
    assert.deepEqual(done(await project.preview(), "create"), ["shop", "workforce"]);
    await project.up();
    assert.equal(emulator.account(ACCOUNT).behavior("imp_travel").enabled, true);
    assert.deepEqual(await project.outputs(), outputs);
    emulator.account(ACCOUNT).behavior("imp_travel").risk_level = "high";
    assert.deepEqual(done(await project.refresh(), "update"), ["workforce"]);
    await project.destroy();
    assert.equal(emulator.account(ACCOUNT).behavior("imp_travel").enabled, false);
    assert.equal(emulator.zone(ZONE).user_profiles, "disabled");
  } finally {
    await project.dispose();
  }
}

function done({ steps }: Operation, op: string): string[] {
  const names = steps.flatMap((step) =>
    step.op === op && step.type.includes(":dynamic/riskPosture:") ? (step.urn.split("::").at(-1) ?? []) : [],
  );
  return names.sort();
}
