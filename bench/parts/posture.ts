import type { Benchmark } from "../benchmark.js";
import { inTurns } from "../measure-in-turns.js";
import { spread } from "../median.js";
import { LIFE, live } from "../stacks/life.js";

const ZONES = 500;

/** One FraudSettingsSet, and a RiskPosture whose accounts share one token or have a token each. */
const CONTESTANTS = ["set", "posture", "posture-tokens"] as const;

export const posture: Benchmark = {
  name: "posture",
  about:
    "a RiskPosture of four accounts, each with a token and zones of its own, beside one set of the same zones",
  async measure({ rounds = 3, log }) {
    const samples = await inTurns(rounds, CONTESTANTS, (contestant) => live(contestant, ZONES, log));
    const over = (contestant: string, name: string) => samples.ratio(`${contestant} ${name}`, `set ${name}`);
    return {
      sections: [
        {
          title: `${ZONES} zones in four accounts`,
          columns: ["", "set, s", "one token, s", "four tokens, s", "one token ÷ set", "four tokens ÷ set"],
          rows: LIFE.map(({ name }) => [
            name,
            ...CONTESTANTS.map((contestant) => spread(samples.figure(`${contestant} ${name}`), 1)),
            spread(over("posture", name)),
            spread(over("posture-tokens", name)),
          ]),
          note: "With one token the posture has four RiskBehaviors and a set in one provider process, with four of them four sets in four processes.",
        },
      ],
      budgets: { posture: over("posture-tokens", "`up`") },
    };
  },
};
