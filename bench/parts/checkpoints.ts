import { RemoteEmulator } from "../emulator/remote.js";
import type { Part } from "../part.js";
import { seed } from "../stacks/kinds.js";
import { Stack } from "../stacks/stack.js";
import { Samples } from "../statistics.js";
import { spread, thousands } from "../words.js";

const ENVIRONMENTS = {
  "as usual": {},
  PULUMI_SKIP_CHECKPOINTS: { PULUMI_EXPERIMENTAL: "1", PULUMI_SKIP_CHECKPOINTS: "1" },
} as const;

export const checkpoints: Part = {
  name: "checkpoints",
  about: "what PULUMI_SKIP_CHECKPOINTS buys for large stacks",
  onDemand: true,
  async measure({ sizes, rounds = 1, tell }) {
    const rows: string[][] = [];
    const measured = sizes.filter((size) => size >= 100);
    const emulator = await RemoteEmulator.start(seed(Math.max(...measured)));
    try {
      for (const size of measured) {
        const samples = new Samples();
        for (let round = 0; round < rounds; round += 1) {
          for (const [name, env] of Object.entries(ENVIRONMENTS)) {
            const stack = await Stack.create("ours", emulator);
            try {
              stack.declare("FraudSettings", size);
              for (const operation of ["up", "destroy"] as const) {
                const seconds = await stack.time(operation, env);
                tell(`${thousands(size)} zones, ${name}: ${operation} ${seconds.toFixed(1)} s`);
                samples.add(`${name} ${operation}`, seconds);
              }
            } finally {
              await stack.dispose();
            }
          }
        }
        for (const operation of ["up", "destroy"]) {
          rows.push([
            `${operation} of ${thousands(size)}`,
            ...Object.keys(ENVIRONMENTS).map((name) => spread(samples.figure(`${name} ${operation}`), 1)),
          ]);
        }
      }
    } finally {
      await emulator.stop();
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
