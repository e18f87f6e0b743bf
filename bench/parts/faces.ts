import { prepare } from "../../test/e2e/dynamic-and-plugin.js";
import { spread, thousands } from "../figure.js";
import type { Benchmark } from "../part.js";
import { inTurns } from "../samples.js";
import { LIFE, live } from "../stacks/life.js";
import type { Stack } from "../stacks/stack.js";

const RESOURCES = 200;
const FACES = ["ours", "plugin"] as const;
const STATE = "state, bytes per resource";
const MEMORY = "most memory of the provider in `up`, MB";

export const faces: Benchmark = {
  name: "faces",
  about: `the dynamic classes and the plugin, ${RESOURCES} resources each: time, state, memory. Needs Go`,
  onDemand: true,
  async measure({ rounds = 2, log }) {
    const obstacle = await prepare("plugin");
    if (obstacle !== undefined) {
      throw new Error(obstacle);
    }
    const samples = await inTurns(rounds, FACES, (face) => live(face, RESOURCES, log, afterUp));
    const row = (what: string, label: string, digits: number) => [
      label,
      ...FACES.map((face) => spread(samples.figure(`${face} ${what}`), digits)),
      spread(samples.ratio(`plugin ${what}`, `ours ${what}`)),
    ];
    return {
      sections: [
        {
          title: `${thousands(RESOURCES)} FraudSettings on both faces`,
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
