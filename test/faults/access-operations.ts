import assert from "node:assert/strict";
import { getAccessRiskRules } from "../../provider/access/lookup.js";
import { request } from "./expected-outcomes.js";
import type { Operation } from "./operation.js";

/** One of its lists that fails is a lookup that fails: two lists of three must not read as an account where nothing acts. */
function lookup(list: "policies" | "apps" | "groups"): Operation {
  return {
    api: "cloudflare",
    title: `getAccessRiskRules: GET ${list}`,
    method: "GET",
    ids: ({ cloudflare }) => cloudflare.accounts,
    path: (id) => `/accounts/${id}/access/${list}`,
    modes: ["once", "until the deadline"],
    expected: (row, mode) => request(row, "GET", mode),
    begin: async ({ id: accountId }) => {
      const rules = await getAccessRiskRules({ accountId });
      const again = async () => assert.deepEqual(await getAccessRiskRules({ accountId }), rules);
      return { run: again, afterwards: async () => {}, next: again };
    },
  };
}

export const accessOperations: readonly Operation[] = (["policies", "apps", "groups"] as const).map(lookup);
