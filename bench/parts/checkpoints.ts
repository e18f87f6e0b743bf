import type { Benchmark } from "../benchmark.js";
import { Samples } from "../measure-in-turns.js";
import { spread, thousands } from "../median.js";
import { withStack } from "../stacks/with-stack.js";

const ENVIRONMENTS = {
  "as usual": {},
  PULUMI_SKIP_CHECKPOINTS: { PULUMI_EXPERIMENTAL: "1", PULUMI_SKIP_CHECKPOINTS: "1" },
} as const;

const OPERATIONS = ["up", "destroy"] as const;

export const checkpoints: Benchmark = {
  name: "checkpoints",
  about: "what PULUMI_SKIP_CHECKPOINTS buys for large stacks",
  onDemand: true,
  async measure({ sizes, rounds = 1, log }) {
    const rows: string[][] = [];
    const measured = sizes.filter((size) => size >= 100);
    for (const size of measured) {
      const samples = new Samples();
      for (let round = 0; round < rounds; round += 1) {
        for (const [name, env] of Object.entries(ENVIRONMENTS)) {
          await withStack("ours", "FraudSettings", size, async (stack) => {
            for (const operation of OPERATIONS) {
              const seconds = await stack.time(operation, env);
              log(`${thousands(size)} zones, ${name}: ${operation} ${seconds.toFixed(1)} s`);
              samples.add(`${name} ${operation}`, seconds);
            }
          });
        }
      }
      for (const operation of OPERATIONS) {
        const seconds = Object.keys(ENVIRONMENTS).map((name) =>
          spread(samples.figure(`${name} ${operation}`), 1),
        );
        rows.push([`${operation} of ${thousands(size)}`, ...seconds]);
      }
    }
    return {
      sections: [
        {
          title: "Without checkpoints",
          columns: ["seconds", "as usual", "PULUMI_SKIP_CHECKPOINTS"],
          rows,
        },
      ],
      budgets: {},
    };
  },
};
