import { prepare } from "../../test/e2e/dynamic-and-plugin.js";
import type { Benchmark } from "../benchmark.js";
import { inTurns } from "../measure-in-turns.js";
import { spread, thousands } from "../median.js";
import { LIFE, live } from "../stacks/life.js";
import type { Stack } from "../stacks/stack.js";

const RESOURCES = 200;
const VARIANTS = ["ours", "plugin"] as const;
const STATE = "state, bytes per resource";
const MEMORY = "most memory of the provider in `up`, MB";

export const dynamicAndPlugin: Benchmark = {
  name: "dynamic-and-plugin",
  about: `the dynamic classes and the plugin, ${RESOURCES} resources each: time, state, memory. Needs Go`,
  onDemand: true,
  async measure({ rounds = 2, log }) {
    const obstacle = await prepare("plugin");
    if (obstacle !== undefined) {
      throw new Error(obstacle);
    }
    const samples = await inTurns(rounds, VARIANTS, (variant) => live(variant, RESOURCES, log, afterUp));
    const row = (what: string, label: string, digits: number) => [
      label,
      ...VARIANTS.map((variant) => spread(samples.figure(`${variant} ${what}`), digits)),
      spread(samples.ratio(`plugin ${what}`, `ours ${what}`)),
    ];
    return {
      sections: [
        {
          title: `${thousands(RESOURCES)} FraudSettings, dynamic and on the plugin`,
          columns: ["", "dynamic classes", "plugin", "plugin ÷ dynamic"],
          rows: [
            ...LIFE.map(({ name }) => row(name, `${name}, s`, 1)),
            row(STATE, STATE, 0),
            row(MEMORY, MEMORY, 0),
          ],
          note: "The program is in JavaScript on both sides; that of the plugin uses the SDK that is generated for Node.",
        },
      ],
      budgets: {},
    };
  },
};

async function afterUp(stack: Stack, step: string): Promise<Record<string, number>> {
  return step === "`up`"
    ? { [STATE]: (await stack.stateBytes()) / RESOURCES, [MEMORY]: stack.peakMemory() }
    : {};
}
