import type { Benchmark } from "../benchmark.js";
import { RemoteEmulator, TOKEN } from "../emulator/remote.js";
import { inTurns } from "../measure-in-turns.js";
import { type Figure, largest, smallest, spread, thousands } from "../median.js";
import { probe } from "../run-probe.js";
import { ids, seed } from "../stacks/kinds.js";

const ZONES = 100;
const CLIENTS = ["sdk", "bare", "ours"] as const;
const NAMES = { sdk: "official SDK", bare: "bare node-fetch", ours: "ours" } as const;

export const client: Benchmark = {
  name: "client",
  about: "requests per second and CPU per request on loopback, against the official SDK",
  async measure({ rounds = 3, log }) {
    const rows: string[][] = [];
    const rates: Figure[] = [];
    const cpus: Figure[] = [];
    const emulator = await RemoteEmulator.start(seed(ZONES));
    try {
      for (const method of ["GET", "PUT"]) {
        for (const concurrency of [1, 32]) {
          log(`${method}, ${concurrency} at once`);
          const samples = await inTurns(rounds, CLIENTS, async (name) => {
            const args = [name, method, String(concurrency), emulator.addresses.cloudflare];
            const measured = await probe("client.js", args, {
              CLOUDFLARE_API_TOKEN: TOKEN,
              BENCH_ZONES: JSON.stringify(ids(ZONES)),
            });
            await emulator.takeRequests();
            return measured;
          });
          rates.push(samples.ratio("ours rate", "sdk rate"));
          cpus.push(samples.ratio("ours cpu", "sdk cpu"));
          for (const name of CLIENTS) {
            rows.push([
              `${method}, ${concurrency} at once`,
              NAMES[name],
              thousands(samples.figure(`${name} rate`).median),
              spread(samples.ratio(`${name} rate`, "sdk rate")),
              thousands(samples.figure(`${name} cpu`).median),
              spread(samples.ratio(`${name} cpu`, "sdk cpu")),
            ]);
          }
        }
      }
    } finally {
      await emulator.stop();
    }
    return {
      sections: [
        {
          title: "Client",
          columns: ["", "", "requests per second", "÷ official SDK", "CPU per request, µs", "÷ official SDK"],
          rows,
          note: "Bare node-fetch with a keep-alive agent, checking nothing, is what can be reached. The server runs on the same machine, in a process of its own.",
        },
      ],
      budgets: { "client rate": smallest(rates), "client CPU": largest(cpus) },
    };
  },
};
