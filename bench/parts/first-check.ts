import type { Benchmark } from "../benchmark.js";
import { inTurns } from "../measure-in-turns.js";
import { largest, spread } from "../median.js";
import { probe } from "../run-probe.js";
import { ids, KINDS } from "../stacks/kinds.js";

const HANDLERS = { fraudSettings: KINDS.FraudSettings, riskBehaviors: KINDS.RiskBehaviors } as const;

export const firstCheck: Benchmark = {
  name: "first-check",
  about: "from loading the provider to its first check, compared with requiring zod",
  async measure({ rounds = 15 }) {
    const samples = await inTurns(rounds, ["zod", "fraudSettings", "riskBehaviors"], (name) =>
      probe("first-check.js", [name, name === "zod" ? "{}" : inputs(name)]),
    );
    const names = ["fraudSettings", "riskBehaviors"] as const;
    const ratios = names.map((name) => samples.ratio(`${name} milliseconds`, "zod milliseconds"));
    return {
      sections: [
        {
          title: "From loading the provider to its first check",
          columns: ["", "ms", "÷ zod"],
          rows: ["zod", ...names].map((name) => [
            name,
            spread(samples.figure(`${name} milliseconds`), 1),
            spread(samples.ratio(`${name} milliseconds`, "zod milliseconds")),
          ]),
        },
      ],
      budgets: { "first check": largest(ratios) },
    };
  },
};

function inputs(handler: keyof typeof HANDLERS): string {
  const { idProperty, declared } = HANDLERS[handler];
  return JSON.stringify({ [idProperty]: ids(1)[0], ...declared });
}
