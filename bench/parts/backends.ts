import type { Backend } from "../../test/e2e/backends/backend.js";
import { file } from "../../test/e2e/backends/file.js";
import { postgres } from "../../test/e2e/backends/postgres.js";
import { s3 } from "../../test/e2e/backends/s3.js";
import type { Benchmark } from "../benchmark.js";
import { Samples } from "../measure-in-turns.js";
import { spread, thousands } from "../median.js";
import type { Contestant } from "../stacks/stack.js";
import { withStack } from "../stacks/with-stack.js";

const SERVERS: readonly Backend[] = [postgres, s3];
const BACKENDS: readonly Backend[] = [file, ...SERVERS];

const STACKS: readonly { title: string; contestant: Contestant; zones: number }[] = [
  { title: "a set of 500 zones", contestant: "set", zones: 500 },
  { title: "100 FraudSettings", contestant: "ours", zones: 100 },
];

const OPERATIONS = [
  ["`up`", "up"],
  ["unchanged `up`", "up"],
  ["destroy", "destroy"],
] as const;

export const backends: Benchmark = {
  name: "backends",
  about: "where the state is: files, PostgreSQL and S3, each of them on this machine",
  onDemand: true,
  async measure({ rounds = 3, log }) {
    const samples = new Samples();
    for (let round = 0; round < rounds; round += 1) {
      for (const backend of round % 2 === 0 ? BACKENDS : [...BACKENDS].reverse()) {
        await live(backend, samples, log);
      }
    }
    return {
      sections: STACKS.map(({ title }) => ({
        title: `State of ${title}`,
        columns: ["", "file, s", ...SERVERS.map(({ scheme }) => `${scheme} ÷ file`), "writes"],
        rows: OPERATIONS.map(([name]) => {
          const label = ({ scheme }: Backend) => `${scheme} ${title} ${name}`;
          const writes = SERVERS.map((server) => thousands(samples.figure(`${label(server)} writes`).median));
          return [
            name,
            spread(samples.figure(label(file)), 1),
            ...SERVERS.map((server) => spread(samples.ratio(label(server), label(file)))),
            [...new Set(writes)].join(" and "),
          ];
        }),
        note: "Writes: rows that PostgreSQL inserted or updated, and PUTs that the S3 server got, the same number. They are the state, a copy of the one before, lock and history. Files are written by the same code, and not counted.",
      })),
      budgets: {},
    };
  },
};

async function live(backend: Backend, samples: Samples, log: (line: string) => void): Promise<void> {
  for (const { title, contestant, zones } of STACKS) {
    const store = await backend.start();
    const use: Parameters<typeof withStack>[3] = async (stack) => {
      for (const [name, operation] of OPERATIONS) {
        const before = await store.writes();
        const seconds = await stack.time(operation);
        const after = await store.writes();
        const label = `${backend.scheme} ${title} ${name}`;
        samples.add(label, seconds);
        if (before !== undefined && after !== undefined) {
          samples.add(`${label} writes`, after - before);
        }
        log(
          `${label}: ${seconds.toFixed(1)} s, ${after === undefined ? "" : `${after - Number(before)} writes`}`,
        );
      }
    };
    await withStack(contestant, "FraudSettings", zones, use, store).finally(() => store.stop());
  }
}
