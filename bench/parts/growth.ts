import type { Benchmark } from "../benchmark.js";
import { Samples } from "../measure-in-turns.js";
import { figure, spread, thousands } from "../median.js";
import { withStack } from "../stacks/with-stack.js";

const SIZES = [1, 500, 5_000] as const;
/** Skips checkpoints. On a file backend each one rewrites the whole state, so the time grows with N squared for any provider. */
const AT_THE_END_ONLY = { PULUMI_EXPERIMENTAL: "1", PULUMI_SKIP_CHECKPOINTS: "1" };

export const growth: Benchmark = {
  name: "growth",
  about: "up of 500 and of 5,000 resources, without the engine's checkpoints",
  onDemand: true,
  async measure({ rounds = 2, log }) {
    const samples = new Samples();
    const contestants = ["floor", "ours"] as const;
    for (let round = 0; round < rounds; round += 1) {
      for (const size of SIZES) {
        for (const contestant of round % 2 === 0 ? contestants : [...contestants].reverse()) {
          await withStack(contestant, "FraudSettings", size, async (stack) => {
            const seconds = await stack.time("up", AT_THE_END_ONLY);
            log(`${thousands(size)} zones, ${contestant}: up ${seconds.toFixed(1)} s`);
            samples.add(`${contestant} ${size}`, seconds);
          });
        }
      }
    }
    const each = (contestant: string, size: number) =>
      (1000 * (samples.figure(`${contestant} ${size}`).median - samples.figure(`${contestant} 1`).median)) /
      size;
    const grows = (contestant: string) => each(contestant, 5_000) / each(contestant, 500);
    const beyond = figure([grows("ours") / grows("floor")]);
    return {
      sections: [
        {
          title: "Growth with the number of resources",
          columns: [
            "`up`, checkpoints skipped",
            "floor, s",
            "ours, s",
            "floor, ms each",
            "ours, ms each",
            "ours ÷ floor",
          ],
          rows: SIZES.map((size) => [
            `${thousands(size)} FraudSettings`,
            ...contestants.map((contestant) => spread(samples.figure(`${contestant} ${size}`), 1)),
            ...contestants.map((contestant) => (size === 1 ? "" : each(contestant, size).toFixed(1))),
            spread(samples.ratio(`ours ${size}`, `floor ${size}`)),
          ]),
          note:
            "Each: beyond what one resource takes. From 500 to 5,000 the time for each grows " +
            `${grows("floor").toFixed(2)} times for the floor and ${grows("ours").toFixed(2)} times for ours. ` +
            "PULUMI_SKIP_CHECKPOINTS takes out what the engine's own checkpoints cost, which grows with the square.",
        },
      ],
      budgets: { growth: beyond },
    };
  },
};
