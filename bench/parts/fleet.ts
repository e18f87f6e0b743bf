import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { z } from "zod";
import type { Benchmark } from "../benchmark.js";
import { RemoteEmulator } from "../emulator/remote.js";
import { Samples } from "../measure-in-turns.js";
import { spread, thousands } from "../median.js";
import { copies, runFleet } from "../stacks/fleet.js";
import { ids, KINDS } from "../stacks/kinds.js";
import { Stack } from "../stacks/stack.js";

const ZONES = 10;
const FLEETS = [50, 500];

const Report = z.object({
  drift: z.literal(false),
  stacks: z.array(z.object({ status: z.object({ resources: z.array(z.unknown()).length(ZONES) }) })),
});

export const fleet: Benchmark = {
  name: "fleet",
  about: `the command that compares all stacks of a backend, of ${ZONES} zones each`,
  onDemand: true,
  async measure({ rounds = 1, log }) {
    const samples = new Samples();
    for (let round = 0; round < rounds; round += 1) {
      for (const stacks of FLEETS) {
        await measure(stacks, samples, log);
      }
    }
    const shown = (what: string, digits = 0) =>
      FLEETS.map((stacks) => spread(samples.figure(`${what} ${stacks}`), digits));
    return {
      sections: [
        {
          title: "Stacks of a file:// backend, each with 10 FraudSettings",
          columns: ["", ...FLEETS.map((stacks) => `${thousands(stacks)} stacks`)],
          rows: [
            ["whole command, s", ...shown("seconds", 1)],
            ["requests", ...shown("requests")],
            ["most memory (RSS) of the command, MB", ...shown("memory")],
            ["the report as JSON, kB", ...shown("report")],
          ],
          note: "It writes JSON, SARIF and a page. Without --resume, on two processors, of which the Pulumi CLI that exports the stacks takes most.",
        },
      ],
      budgets: { "fleet memory": samples.ratio(`memory ${FLEETS.at(-1)}`, `memory ${FLEETS[0]}`) },
    };
  },
};

async function measure(stacks: number, samples: Samples, log: (line: string) => void): Promise<void> {
  const { user_profiles, username_expressions, authentication_settings } = KINDS.FraudSettings.same;
  const live = {
    user_profiles,
    username_expressions: [...username_expressions],
    authentication_settings: {
      success_criteria: criterion(authentication_settings.success_criteria.status_codes),
      failure_criteria: criterion(authentication_settings.failure_criteria.status_codes),
    },
  };
  const zones = Object.fromEntries(ids(stacks * ZONES).map((id) => [id, live]));
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "fleet-"));
  const emulator = await RemoteEmulator.start({ accounts: {}, zones });
  try {
    const stack = await Stack.create("ours", emulator);
    try {
      stack.declare("FraudSettings", ZONES);
      await stack.time("up");
      copies(stack, stacks, ZONES, directory);
      await emulator.takeRequests();
      const { seconds, memory, report } = await runFleet(stack, directory);
      const requests = await emulator.takeRequests();
      if (Report.parse(JSON.parse(report)).stacks.length !== stacks) {
        throw new Error("The report does not have all stacks.");
      }
      log(`${stacks} stacks: ${seconds.toFixed(1)} s, ${memory.toFixed(0)} MB`);
      samples.add(`seconds ${stacks}`, seconds);
      samples.add(`requests ${stacks}`, requests.length);
      samples.add(`memory ${stacks}`, memory);
      samples.add(`report ${stacks}`, report.length / 1_000);
    } finally {
      await stack.dispose();
    }
  } finally {
    await emulator.stop();
    fs.rmSync(directory, { recursive: true });
  }
}

function criterion(codes: readonly number[]) {
  return { kind: "status_code" as const, status_codes: [...codes] };
}
