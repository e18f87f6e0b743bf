import { FACES, type Face, makeReady } from "../../test/e2e/faces.js";
import { RemoteEmulator } from "../emulator/remote.js";
import type { Part } from "../part.js";
import { seed } from "../stacks/kinds.js";
import { Stack } from "../stacks/stack.js";
import { Samples } from "../statistics.js";
import { spread, thousands } from "../words.js";

const RESOURCES = 200;
const CONTESTANTS = { dynamic: "ours", plugin: "plugin" } as const;

/** The life of a stack, in order. */
const LIFE = [
  ["first preview", "preview"],
  ["`up`", "up"],
  ["unchanged `up`", "up"],
  ["refresh", "refresh"],
  ["destroy", "destroy"],
] as const;

export const faces: Part = {
  name: "faces",
  about: `the dynamic classes and the plugin, ${RESOURCES} resources each: time, state, memory`,
  async measure({ rounds = 2, log }) {
    const obstacle = await makeReady("plugin");
    if (obstacle !== undefined) {
      throw new Error(obstacle);
    }
    const samples = new Samples();
    for (let round = 0; round < rounds; round += 1) {
      for (const face of round % 2 === 0 ? FACES : [...FACES].reverse()) {
        await live(face, samples, log);
      }
    }
    const row = (what: string, digits: number) => [
      what,
      ...FACES.map((face) => spread(samples.figure(`${face} ${what}`), digits)),
      spread(samples.ratio(`plugin ${what}`, `dynamic ${what}`)),
    ];
    return {
      sections: [
        {
          title: `${thousands(RESOURCES)} FraudSettings on both faces`,
          columns: ["", "dynamic classes", "plugin", "plugin ÷ dynamic"],
          rows: [
            ...LIFE.map(([name]) => row(`${name}, s`, 1)),
            row("state, bytes per resource", 0),
            row("most memory of the provider in `up`, MB", 0),
          ],
          note: "The program is in JavaScript on both sides; that of the plugin uses the SDK that is generated for Node.",
        },
      ],
      budgets: {},
    };
  },
};

async function live(face: Face, samples: Samples, log: (line: string) => void): Promise<void> {
  const emulator = await RemoteEmulator.start(seed(RESOURCES));
  try {
    const stack = await Stack.create(CONTESTANTS[face], emulator);
    try {
      stack.declare("FraudSettings", RESOURCES);
      for (const [name, operation] of LIFE) {
        const seconds = await stack.time(operation, stack.watchingMemory);
        log(`${face}: ${name} ${seconds.toFixed(1)} s`);
        samples.add(`${face} ${name}, s`, seconds);
        if (name === "`up`") {
          samples.add(`${face} state, bytes per resource`, (await stack.state()).bytes / RESOURCES);
          samples.add(`${face} most memory of the provider in \`up\`, MB`, stack.peakMemory());
        }
      }
    } finally {
      await stack.dispose();
    }
  } finally {
    await emulator.stop();
  }
}
