import { Bench } from "tinybench";
import { ProviderProcess } from "../../test/support/provider-process.js";
import type { Benchmark } from "../benchmark.js";
import { Samples } from "../measure-in-turns.js";
import { type Figure, largest, spread } from "../median.js";
import { ids, KINDS, type Kind } from "../stacks/kinds.js";
import { providerText } from "../stacks/provider-texts.js";

const CONTESTANTS = ["floor", "ours"] as const;
/** Milliseconds for each contestant in each round. */
const TIME = 400;

export const check: Benchmark = {
  name: "check",
  about: "check and diff of one unchanged resource over gRPC",
  async measure({ rounds = 10, log }) {
    const rows: string[][] = [];
    const ratios: Figure[] = [];
    for (const kind of ["FraudSettings", "RiskBehaviors"] as const) {
      log(kind);
      const samples = await measure(kind, rounds);
      const both = samples.ratio("ours both", "floor both");
      ratios.push(both);
      for (const call of ["check", "diff", "both"]) {
        rows.push([
          kind,
          call,
          ...CONTESTANTS.map((contestant) => spread(samples.figure(`${contestant} ${call}`), 0)),
          spread(samples.ratio(`ours ${call}`, `floor ${call}`)),
        ]);
      }
    }
    return {
      sections: [
        {
          title: "Check and diff over gRPC",
          columns: ["", "", "floor, µs", "ours, µs", "ours ÷ floor"],
          rows,
          note: "Medians of whole calls, one after another: the engine makes them so.",
        },
      ],
      budgets: { "check and diff": largest(ratios) },
    };
  },
};

async function measure(kind: Kind, rounds: number): Promise<Samples> {
  const samples = new Samples();
  const processes = await Promise.all(
    CONTESTANTS.map(async (contestant) => ({
      contestant,
      provider: await ProviderProcess.start(() => {}, { less: {} }),
    })),
  );
  try {
    for (const { provider } of processes) {
      await provider.configure({});
    }
    for (let round = 0; round < rounds; round += 1) {
      for (const { contestant, provider } of round % 2 === 0 ? processes : [...processes].reverse()) {
        const { check, diff } = await medians(provider, contestant, kind);
        samples.add(`${contestant} check`, check);
        samples.add(`${contestant} diff`, diff);
        samples.add(`${contestant} both`, check + diff);
      }
    }
  } finally {
    for (const { provider } of processes) {
      await provider.stop();
    }
  }
  return samples;
}

/** Microseconds. */
async function medians(provider: ProviderProcess, contestant: "ours" | "floor", kind: Kind) {
  const [id = ""] = ids(1);
  const { idProperty, declared } = KINDS[kind];
  const props = { ...declared, [idProperty]: id, __provider: providerText(contestant, kind) };
  const bench = new Bench({ time: TIME / 2, warmupTime: TIME / 4 })
    .add("check", async () => void (await provider.check(props, props)))
    .add("diff", async () => void (await provider.diff(id, props, props)));
  await bench.run();
  return { check: median(bench, "check"), diff: median(bench, "diff") };
}

function median(bench: Bench, name: string): number {
  const result = bench.getTask(name)?.result;
  if (result === undefined || !("latency" in result)) {
    throw new Error(`${name} was not measured.`);
  }
  return 1000 * result.latency.p50;
}
