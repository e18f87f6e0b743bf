import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { getEntitlements } from "../../provider/entitlements/lookup.js";
import { getRiskModel } from "../../provider/risk-model/lookup.js";
import { recorded } from "../../provider/risk-model/model.js";
import { SnapshotProvider } from "../../provider/risk-model/provider.js";
import { type Expected, type Mode, type Row, request } from "./expected-outcomes.js";
import type { Operation } from "./operation.js";
import { configured } from "./settings-operations.js";
import type { Upstream } from "./upstream.js";

/** By another device each time: a lookup that is the same as one before sends no request. */
function argsFor(url: string, { appgate: { username, password } }: Upstream) {
  return { address: url, username, password, deviceId: randomUUID() };
}

const look = (url: string, upstream: Upstream) => getRiskModel(argsFor(url, upstream));
const list = (url: string, upstream: Upstream) => getEntitlements(argsFor(url, upstream));

interface Hit {
  readonly title: string;
  readonly look: (url: string, upstream: Upstream) => Promise<object>;
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly expected: (row: Row, mode: Mode) => Expected;
}

/** Requests of a lookup, and what becomes of it if they are hit. */
const hits: readonly Hit[] = [
  {
    title: "getRiskModel",
    look,
    method: "GET",
    path: "/version",
    // Older Controllers answer it with anything, and are asked in another way.
    expected: (row, mode) => (row.passing ? request(row, "GET", mode) : undefined),
  },
  {
    title: "getRiskModel",
    look,
    method: "POST",
    path: "/login",
    expected: (row, mode) => request(row, "POST", mode),
  },
  {
    title: "getRiskModel",
    look,
    method: "GET",
    path: "/risk-model",
    expected: (row, mode) => request(row, "GET", mode),
  },
  // What was read stays read.
  { title: "getRiskModel", look, method: "POST", path: "/authentication/logout", expected: () => undefined },
  {
    title: "getEntitlements",
    look: list,
    method: "GET",
    path: "/entitlements",
    expected: (row, mode) => request(row, "GET", mode),
  },
];

const modes = ["once", "until the deadline"] as const;
const nothing = async () => {};

function lookup({ title, look, method, path, expected }: Hit): Operation {
  return {
    api: "appgate",
    title: `${title}: ${method} ${path}`,
    method,
    ids: () => ["the Controller"],
    path: () => path,
    modes,
    expected,
    begin: async ({ upstream }) => {
      const answered = await look(upstream.appgate.url, upstream);
      const again = async (url: string) => assert.deepEqual(await look(url, upstream), answered);
      return { run: again, afterwards: nothing, next: again };
    },
  };
}

type Snapshots = "check" | "create" | "read";

function snapshot(operation: Snapshots): Operation {
  return {
    api: "appgate",
    title: `RiskModelSnapshot: ${operation}`,
    method: "GET",
    ids: () => ["the Controller"],
    path: () => "/risk-model",
    modes,
    expected: (row, mode) => (operation === "check" ? undefined : request(row, "GET", mode)),
    begin: async ({ upstream }, row, mode) => {
      const model = recorded(await look(upstream.appgate.url, upstream));
      const { username, password } = upstream.appgate;
      const settings = (url: string) => ({
        "appgate:address": url,
        "appgate:username": username,
        "appgate:password": password,
        "appgate:deviceId": randomUUID(),
      });
      const run = async (url: string, isSeen: boolean) => {
        const provider = configured(new SnapshotProvider(() => {}), settings(url));
        if (operation === "check") {
          const { inputs } = (await provider.check?.({}, {})) ?? {};
          assert.deepEqual(inputs, isSeen ? { address: url, model } : { address: url });
        } else if (operation === "create") {
          const { outs = {} } = await provider.create({ address: url });
          assert.deepEqual(Reflect.get(outs, "model"), model);
        } else {
          const { id, inputs } = (await provider.read?.(url, { address: url })) ?? {};
          assert.deepEqual([id, inputs], [url, { address: url, model }]);
        }
      };
      return {
        run: (url) => run(url, request(row, "GET", mode) === undefined),
        afterwards: nothing,
        next: (url) => run(url, true),
      };
    },
  };
}

export const appgateOperations: readonly Operation[] = [
  ...hits.map(lookup),
  ...(["check", "create", "read"] as const).map(snapshot),
];
