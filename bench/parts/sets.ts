import path from "node:path";
import { ProviderProcess } from "../../test/support/provider-process.js";
import type { Benchmark, Section } from "../benchmark.js";
import { RemoteEmulator, TOKEN } from "../emulator/remote.js";
import { Samples } from "../measure-in-turns.js";
import { type Figure, figure, spread, thousands } from "../median.js";
import { residentMegabytes } from "../resident-memory.js";
import { ids, KINDS, seed } from "../stacks/kinds.js";
import { type Contestant, PROGRAMS } from "../stacks/stack.js";
import { withStack } from "../stacks/with-stack.js";

const MANY = 1_000;
const MOST = 10_000;
const LATENCY = 100;
/** The number of zones that a set processes in parallel. */
const SIDE_BY_SIDE = 64;

interface Life {
  readonly name: string;
  readonly contestant: Contestant;
  readonly zones: number;
  readonly latency?: number;
}

const LIVES: readonly Life[] = [
  { name: "one FraudSettings", contestant: "ours", zones: 1 },
  { name: "a set of 1", contestant: "set", zones: 1 },
  { name: "a set of 100", contestant: "set", zones: 100 },
  { name: "1,000 FraudSettings", contestant: "ours", zones: MANY },
  { name: "a set of 1,000", contestant: "set", zones: MANY },
  { name: "the floor of 1,000", contestant: "floor-set", zones: MANY },
  { name: "a set of 1,000, 100 ms latency", contestant: "set", zones: MANY, latency: LATENCY },
  { name: "a set of 10,000", contestant: "set", zones: MOST },
  { name: "the floor of 10,000", contestant: "floor-set", zones: MOST },
];

const STEPS = [
  { name: "first preview", operation: "preview" },
  { name: "up", operation: "up" },
  { name: "unchanged up", operation: "up" },
  { name: "refresh", operation: "refresh" },
  { name: "destroy", operation: "destroy" },
] as const;

export const sets: Benchmark = {
  name: "sets",
  about: "many zones as one resource: whole commands, state, memory",
  async measure({ rounds = 1, log }) {
    const samples = new Samples();
    for (let round = 0; round < rounds; round += 1) {
      for (const life of LIVES) {
        await live(life, samples, log);
      }
      samples.add("memory", await memoryOfZone(OURS));
      samples.add("floor's memory", await memoryOfZone(FLOOR));
    }
    const quotient = (one: string, other: string): Figure => samples.ratio(one, other);
    const network = (2 * LATENCY * MANY) / SIDE_BY_SIDE / 1_000;
    const bound = Math.max(samples.figure("one FraudSettings up").median, network);
    const [time, more] = [MANY, MOST].map(
      (zones) => samples.figure(`a set of ${thousands(zones)} up`).median / zones,
    );
    return {
      sections: [commands(samples), state(samples)],
      budgets: {
        "set up": quotient("a set of 1,000 up", "1,000 FraudSettings up"),
        "set with latency": figure([samples.figure(`a set of 1,000, 100 ms latency up`).median / bound]),
        "set unchanged": quotient("a set of 1,000 unchanged up", "one FraudSettings unchanged up"),
        "set unchanged over floor": quotient(
          "a set of 1,000 unchanged up",
          "the floor of 1,000 unchanged up",
        ),
        "set refresh": quotient("a set of 1,000 refresh", "1,000 FraudSettings refresh"),
        "set state": quotient("a set of 1,000 state", "1,000 FraudSettings state"),
        "set growth": figure([(more ?? Number.NaN) / (time ?? Number.NaN)]),
        "set memory": samples.figure("memory"),
        "set memory over floor": samples.ratio("memory", "floor's memory"),
      },
    };
  },
};

async function live(
  { name, contestant, zones, latency = 0 }: Life,
  samples: Samples,
  log: (line: string) => void,
): Promise<void> {
  await withStack(contestant, "FraudSettings", zones, async (stack, emulator) => {
    await emulator.setLatency(latency);
    for (const step of STEPS) {
      if (step.name === "refresh") {
        samples.add(`${name} state`, (await stack.stateBytes()) / zones / 1_000);
      }
      const seconds = await stack.time(step.operation);
      log(`${name}: ${step.name} ${seconds.toFixed(1)} s`);
      samples.add(`${name} ${step.name}`, seconds);
    }
  });
}

function commands(samples: Samples): Section {
  return {
    title: "Many zones as one resource",
    columns: ["seconds", ...STEPS.map(({ name }) => name)],
    rows: LIVES.map((life) => [
      life.name,
      ...STEPS.map((step) => spread(samples.figure(`${life.name} ${step.name}`), 1)),
    ]),
    note: "Nothing is set up before the first preview, so each zone takes a GET and a PUT.",
  };
}

function state(samples: Samples): Section {
  return {
    title: "State of a set, and memory",
    columns: ["", "exported state, kB a zone"],
    rows: LIVES.map(({ name }) => [name, spread(samples.figure(`${name} state`), 2)]),
    note: `Each zone takes ${spread(samples.figure("memory"), 2)} kB of the provider process's memory after 10,000 were created, beyond one; ${spread(samples.figure("floor's memory"), 2)} kB where the provider does nothing but record them. The floor is one resource with the same inputs and outputs whose provider does that.`,
  };
}

/** The text in a resource's state by which the engine finds its provider. */
const OURS = 'exports.handler=()=>require("pulumi-risk-posture/handlers").fraudSettingsSet';
const FLOOR = `exports.handler=()=>require(${JSON.stringify(path.join(PROGRAMS, "floor-set-provider.js"))}).provider`;

/** Kilobytes of the provider process for each zone after the first. */
async function memoryOfZone(text: string): Promise<number> {
  const [one, many] = [await memoryOf(text, 1), await memoryOf(text, MOST)];
  return ((many - one) * 1_000) / (MOST - 1);
}

async function memoryOf(text: string, zones: number): Promise<number> {
  const emulator = await RemoteEmulator.start(seed(zones));
  const provider = await ProviderProcess.start(() => {}, { less: {} });
  try {
    await provider.configure({
      "cloudflare:apiToken": TOKEN,
      "cloudflare:baseUrl": emulator.addresses.cloudflare,
    });
    const props = {
      zones: Object.fromEntries(ids(zones).map((id) => [id, KINDS.FraudSettings.declared])),
      __provider: text,
    };
    await provider.check({}, props);
    const outcome = await provider.create(props);
    if (!outcome.ok) {
      throw new Error(outcome.message);
    }
    return residentMegabytes(provider.pid);
  } finally {
    await provider.stop();
    await emulator.stop();
  }
}
