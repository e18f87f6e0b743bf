import { RemoteEmulator, TOKEN } from "../emulator/remote.js";
import type { Part } from "../part.js";
import { ids, KINDS, type Kind, seed } from "../stacks/kinds.js";
import { Stack } from "../stacks/stack.js";
import { figure } from "../statistics.js";

const RESOURCES = 3;

/** What an operation may send for each resource. */
interface Promised {
  readonly name: string;
  /** Prepares and runs it. */
  readonly run: (stack: Stack, kind: Kind, emulator: RemoteEmulator) => Promise<unknown>;
  readonly GET: number;
  readonly PUT: number;
}

/** The life of a stack, in order. */
const PROMISES: readonly Promised[] = [
  { name: "first preview", GET: 1, PUT: 0, run: (stack) => stack.time("preview") },
  { name: "create", GET: 1, PUT: 1, run: (stack) => stack.time("up") },
  { name: "unchanged `up`", GET: 0, PUT: 0, run: (stack) => stack.time("up") },
  { name: "preview, unchanged", GET: 0, PUT: 0, run: (stack) => stack.time("preview") },
  { name: "refresh", GET: 1, PUT: 0, run: (stack) => stack.time("refresh") },
  {
    name: "refresh that finds drift",
    GET: 1,
    PUT: 0,
    run: async (stack, kind, emulator) => {
      await change(kind, emulator, KINDS[kind].drift);
      await stack.time("refresh");
    },
  },
  { name: "repair", GET: 1, PUT: 1, run: (stack) => stack.time("up") },
  {
    name: "update that removes a setting too",
    GET: 1,
    PUT: 1,
    run: (stack, kind) => {
      stack.declare(kind, RESOURCES, KINDS[kind].changed);
      return stack.time("up");
    },
  },
  { name: "destroy", GET: 1, PUT: 1, run: (stack) => stack.time("destroy") },
  {
    name: "create where live and declared are the same",
    GET: 1,
    PUT: 0,
    run: async (stack, kind, emulator) => {
      stack.declare(kind, RESOURCES);
      await change(kind, emulator, KINDS[kind].same);
      await stack.time("up");
    },
  },
];

export const requests: Part = {
  name: "requests",
  about: "requests to the API for each operation of the engine, which are promised",
  async measure({ log }) {
    const rows: string[][] = [];
    let broken = 0;
    for (const kind of ["FraudSettings", "RiskBehaviors"] as const) {
      const emulator = await RemoteEmulator.start(seed(RESOURCES));
      const stack = await Stack.create("ours", emulator);
      try {
        stack.declare(kind, RESOURCES);
        for (const { name, run, ...promised } of PROMISES) {
          await run(stack, kind, emulator);
          const sent = await emulator.takeRequests();
          const count = (method: string) =>
            sent.filter((request) => request.method === method).length / RESOURCES;
          const [gets, puts] = [count("GET"), count("PUT")];
          const kept = gets === promised.GET && puts === promised.PUT;
          broken += kept ? 0 : 1;
          log(
            `${kind}, ${name}: ${gets} GET, ${puts} PUT for each resource${kept ? "" : " (not as promised)"}`,
          );
          rows.push([kind, name, String(gets), String(puts), `${promised.GET} + ${promised.PUT}`]);
        }
      } finally {
        await stack.dispose();
        await emulator.stop();
      }
    }
    return {
      sections: [
        { title: "Requests for each resource", columns: ["", "operation", "GET", "PUT", "promised"], rows },
      ],
      budgets: { requests: figure([broken]) },
    };
  },
};

/** Somebody changes the live settings of all resources, in the dashboard. Does not count as a request of ours. */
async function change(kind: Kind, emulator: RemoteEmulator, body: object): Promise<void> {
  const { place, path } = KINDS[kind];
  for (const id of ids(RESOURCES)) {
    const answer = await fetch(`${emulator.addresses.cloudflare}/${place}/${id}/${path}`, {
      method: "PUT",
      headers: { Authorization: `Bearer ${TOKEN}`, "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok) {
      throw new Error(`The emulator refused a change: ${await answer.text()}`);
    }
  }
  await emulator.takeRequests();
}
