import { availableParallelism } from "node:os";
import type { Benchmark, Findings, Section } from "../benchmark.js";
import { Samples } from "../measure-in-turns.js";
import { figure, spread, thousands } from "../median.js";
import type { Contestant } from "../stacks/stack.js";
import { withStack } from "../stacks/with-stack.js";

const ZONES = 1_000;
const FEW_ZONES = 100;
const LATENCIES = [0, 20, 100];
/** The engine's default number of parallel operations: four for each processor. */
const PARALLEL = 4 * availableParallelism();

export const latency: Benchmark = {
  name: "latency",
  about: "whole commands with 0, 20 and 100 ms of API latency",
  async measure({ rounds = 2, log }) {
    const few = await lives(rounds, log);
    const many = await thousand(Math.ceil(rounds / 2), log);
    return { sections: [few, ...many.sections], budgets: many.budgets };
  },
};

/** All operations, with few zones. */
async function lives(rounds: number, log: (line: string) => void): Promise<Section> {
  const samples = new Samples();
  const life = ["preview", "up", "refresh", "destroy"] as const;
  for (let round = 0; round < rounds; round += 1) {
    for (const latency of LATENCIES) {
      await withStack("ours", "FraudSettings", FEW_ZONES, async (stack, emulator) => {
        await emulator.setLatency(latency);
        for (const operation of life) {
          const seconds = await stack.time(operation);
          log(`${FEW_ZONES} zones, ${latency} ms: ${operation} ${seconds.toFixed(1)} s`);
          samples.add(`${latency} ${operation}`, seconds);
        }
      });
    }
  }
  return {
    title: `${FEW_ZONES} FraudSettings with latency`,
    columns: ["seconds", ...LATENCIES.map((latency) => `${latency} ms`)],
    rows: life.map((operation) => [
      operation,
      ...LATENCIES.map((latency) => spread(samples.figure(`${latency} ${operation}`), 1)),
    ]),
  };
}

async function thousand(rounds: number, log: (line: string) => void): Promise<Findings> {
  const samples = new Samples();
  const measure = async (
    what: string,
    latency: number,
    contestant: Contestant,
    operation: "preview" | "up",
  ) => {
    await withStack(contestant, "FraudSettings", ZONES, async (stack, emulator) => {
      await emulator.setLatency(latency);
      const seconds = await stack.time(operation);
      log(`${ZONES} zones, ${what}: ${seconds.toFixed(1)} s`);
      samples.add(what, seconds);
    });
  };
  for (let round = 0; round < rounds; round += 1) {
    await measure("preview, 0 ms", 0, "ours", "preview");
    await measure("preview, 100 ms", 100, "ours", "preview");
    await measure("up, floor", 0, "floor", "up");
    await measure("up, 100 ms, least", 100, "least", "up");
    await measure("up, 100 ms", 100, "ours", "up");
  }
  const bound = Math.max(samples.figure("up, floor").median, (2 * 0.1 * ZONES) / PARALLEL);
  const over = (what: string) => {
    const { low, median, high } = samples.figure(what);
    return figure([low, median, high].map((seconds) => seconds / bound));
  };
  const [least, up] = [over("up, 100 ms, least"), over("up, 100 ms")];
  const preview = samples.ratio("preview, 100 ms", "preview, 0 ms");
  return {
    sections: [
      {
        title: `${thousands(ZONES)} FraudSettings with latency`,
        columns: ["", "seconds", ""],
        rows: [
          ["first preview, 0 ms", spread(samples.figure("preview, 0 ms"), 1), ""],
          [
            "first preview, 100 ms",
            spread(samples.figure("preview, 100 ms"), 1),
            `${spread(preview)} × 0 ms`,
          ],
          ["`up`, floor", spread(samples.figure("up, floor"), 1), ""],
          [
            "`up`, 100 ms, the least that does the job",
            spread(samples.figure("up, 100 ms, least"), 1),
            `${spread(least)} × the larger of floor and network`,
          ],
          [
            "`up`, 100 ms",
            spread(samples.figure("up, 100 ms"), 1),
            `${spread(up)} × the larger of floor and network`,
          ],
        ],
        note: `The network alone, two requests for each zone and ${PARALLEL} zones at once, takes ${((0.2 * ZONES) / PARALLEL).toFixed(1)} s.`,
      },
    ],
    budgets: { "preview with latency": preview, "up with latency": up },
  };
}
