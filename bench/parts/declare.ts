import type { Benchmark } from "../benchmark.js";
import { inTurns } from "../measure-in-turns.js";
import { spread } from "../median.js";
import { probe } from "../run-probe.js";
import { ids, KINDS, type Kind } from "../stacks/kinds.js";
import type { Contestant } from "../stacks/stack.js";

const RESOURCES = 500;

export const declare: Benchmark = {
  name: "declare",
  about: "what declaring one resource costs a program",
  async measure({ rounds = 3, log }) {
    const rows: string[][] = [];
    for (const kind of ["FraudSettings", "RiskBehaviors"] as const) {
      log(kind);
      const contestants: Contestant[] =
        kind === "FraudSettings" ? ["floor", "ours", "by-value"] : ["floor", "ours"];
      const samples = await inTurns(rounds, contestants, (contestant) =>
        probe("declare.js", [contestant, resources(kind)], { CLOUDFLARE_BASE_URL: "http://127.0.0.1" }),
      );
      for (const contestant of contestants) {
        rows.push([
          kind,
          contestant,
          spread(samples.figure(`${contestant} constructed`), 0),
          spread(samples.figure(`${contestant} settled`), 0),
          spread(samples.ratio(`${contestant} settled`, "floor settled")),
        ]);
      }
    }
    return {
      sections: [
        {
          title: "Declaring one resource",
          columns: ["", "", "constructor, µs", "until it is registered, µs", "÷ floor"],
          rows,
          note: `Of ${RESOURCES} resources at once, with a mock in place of the engine.`,
        },
      ],
      budgets: {},
    };
  },
};

function resources(kind: Kind): string {
  const { idProperty, declared } = KINDS[kind];
  return JSON.stringify({ kind, idProperty, declared, ids: ids(RESOURCES) });
}
