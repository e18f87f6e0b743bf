import { ProviderProcess } from "../../test/support/provider-process.js";
import type { Benchmark } from "../benchmark.js";
import { RemoteEmulator, TOKEN } from "../emulator/remote.js";
import { inTurns } from "../measure-in-turns.js";
import { type Figure, largest, spread } from "../median.js";
import { residentMegabytes } from "../resident-memory.js";
import { ids, KINDS, type Kind, seed } from "../stacks/kinds.js";
import { providerText } from "../stacks/provider-texts.js";

const RESOURCES = 1_000;
const CONTESTANTS = ["floor", "least", "ours"] as const;
/** The engine's number of parallel operations on two processors. */
const PARALLEL = 8;

export const memory: Benchmark = {
  name: "memory",
  about: "memory of the provider process, with and without requests (Linux only)",
  async measure({ rounds = 2, log }) {
    const rows: string[][] = [];
    const ratios: Figure[] = [];
    for (const kind of ["FraudSettings", "RiskBehaviors"] as const) {
      log(kind);
      const contestants =
        kind === "FraudSettings" ? CONTESTANTS : CONTESTANTS.filter((one) => one !== "least");
      const samples = await inTurns(rounds, contestants, (contestant) => measure(contestant, kind));
      for (const work of ["unchanged", "created"]) {
        const over = samples.ratio(`ours ${work}`, `floor ${work}`);
        ratios.push(over);
        const figures = CONTESTANTS.map((contestant) =>
          contestants.some((one) => one === contestant)
            ? spread(samples.figure(`${contestant} ${work}`), 0)
            : "",
        );
        rows.push([kind, `${RESOURCES} ${work}`, ...figures, spread(over)]);
      }
    }
    return {
      sections: [
        {
          title: "Memory of the provider process",
          columns: ["", "", "floor, MB", "least, MB", "ours, MB", "ours ÷ floor"],
          rows,
          note: "The least talks to the API with bare node-fetch and checks nothing.",
        },
      ],
      budgets: { memory: largest(ratios) },
    };
  },
};

/** Megabytes after checks and diffs of an unchanged stack, and then after creating the same number of resources. */
async function measure(contestant: (typeof CONTESTANTS)[number], kind: Kind) {
  const emulator = await RemoteEmulator.start(seed(RESOURCES));
  const provider = await ProviderProcess.start(() => {}, { less: {} });
  try {
    await provider.configure({
      "cloudflare:apiToken": TOKEN,
      "cloudflare:baseUrl": emulator.addresses.cloudflare,
    });
    const { idProperty, declared } = KINDS[kind];
    const __provider = providerText(contestant, kind);
    const resources = ids(RESOURCES).map((id) => ({
      id,
      props: { ...declared, [idProperty]: id, __provider },
    }));
    for (const { id, props } of resources) {
      await provider.check(props, props);
      await provider.diff(id, props, props);
    }
    const unchanged = residentMegabytes(provider.pid);
    const waiting = resources.values();
    const create = async () => {
      for (const { props } of waiting) {
        const outcome = await provider.create(props);
        if (!outcome.ok) {
          throw new Error(outcome.message);
        }
      }
    };
    await Promise.all(Array.from({ length: PARALLEL }, create));
    return { unchanged, created: residentMegabytes(provider.pid) };
  } finally {
    await provider.stop();
    await emulator.stop();
  }
}
