import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  type AccessSeed,
  type Emulator,
  fault,
  type Permission,
  type Request,
  startEmulator,
} from "../../emulator/index.js";
import { accessFindings } from "../../provider/access/findings.js";
import { getAccessRiskRules, getAccessRiskRulesOutput } from "../../provider/access/lookup.js";
import { InvalidValueError, NotFoundError, PermissionError, ProtocolError } from "../../provider/errors.js";
import { checkAgainstContract } from "../emulator/contract.js";
import { accountId } from "../support/arbitraries.js";
import { rejection } from "../support/errors.js";
import { shortRetries } from "../support/short-retries.js";

const high = { user_risk_score: { user_risk_score: ["high"] } };
const everyone = { everyone: {} };
const APPS = "Access: Apps and Policies Read";
const GROUPS = "Access: Organizations, Identity Providers, and Groups Read";

/** So many applications, each second one with a shared policy, and the others with one of their own. */
function manyApplications(count: number): AccessSeed {
  return {
    policies: [{ id: "shared", decision: "deny", include: [{ group: { id: "risky" } }] }],
    applications: Array.from({ length: count }, (_, index) => ({
      id: `app${index}`,
      policies:
        index % 2 === 0
          ? ["shared"]
          : [{ id: `own${index}`, decision: "allow" as const, include: [everyone] }],
    })),
    groups: [{ id: "risky", include: [high] }],
  };
}

describe("getAccessRiskRules", () => {
  shortRetries({ deadline: 2_000 });

  let emulator: Emulator;
  const configBefore = pulumi.runtime.allConfig();
  afterEach(async () => {
    pulumi.runtime.setAllConfig(configBefore);
    await emulator.close();
  });

  async function start(
    access: AccessSeed,
    permissions: readonly Permission[] = [APPS, GROUPS],
  ): Promise<Emulator> {
    emulator = await startEmulator({
      accounts: { [accountId]: { access } },
      tokens: { mine: { permissions } },
    });
    pulumi.runtime.setAllConfig({
      "cloudflare:baseUrl": emulator.cloudflareUrl,
      "cloudflare:apiToken": "mine",
    });
    return emulator;
  }

  const asked = (list: string) =>
    emulator.requests.filter(({ path }) => path.endsWith(`/access/${list}`)).map(({ query }) => query);

  it("asks once for each list where a page holds all of it, in ways that the API's description allows", async () => {
    await start(manyApplications(10));
    const { policies, ...rest } = await getAccessRiskRules({ accountId });
    assert.deepEqual(rest, { accountId, unknownGroups: [], incomplete: [] });
    assert.deepEqual(
      policies.map(({ id, restricts, applications }) => [id, restricts, applications]),
      [["shared", ["high"], 5]],
    );
    assert.equal(emulator.requests.length, 3);
    for (const list of ["policies", "apps", "groups"]) {
      assert.deepEqual(asked(list), ["?page=1&per_page=1000"]);
    }
    for (const recorded of emulator.requests) {
      checkAgainstContract(recorded);
    }
  });

  it("asks for each page of a list once, and for no item twice, by the size that the API gives its pages", async () => {
    await start({ ...manyApplications(1_000), largestPage: 25 });
    const [policy] = (await getAccessRiskRules({ accountId })).policies;
    assert.equal(policy?.applicationIds.length, 500);
    const pages = Array.from({ length: 40 }, (_, index) => `?page=${index + 1}&per_page=1000`);
    assert.deepEqual([...asked("apps")].sort(), pages.sort());
    assert.equal(emulator.requests.length, 42);
  });

  it("asks for the three lists side by side, and then for all further pages", async () => {
    await start({ ...manyApplications(1_000), largestPage: 25 });
    // Each of these groups is let through when all of it has arrived: whoever asks one by one never gets on.
    const hold = new Barrier({ first: 3, further: 39 });
    emulator.faults.before = ({ query }: Request) =>
      hold.arrive(/\bpage=1\b/.test(query) ? "first" : "further");
    assert.equal((await getAccessRiskRules({ accountId })).policies.length, 1);
  });

  it("knows that a rule for everyone leaves no level out, whatever stands beside it", async () => {
    const low = { user_risk_score: { user_risk_score: ["low"] } };
    const policies = [{ id: "p", decision: "allow", include: [everyone, low] }] as const;
    await start({ policies, applications: [{ id: "a", policies: ["p"] }] });
    const rules = await getAccessRiskRules({ accountId });
    assert.deepEqual(
      rules.policies.map(({ restricts }) => restricts),
      [[]],
    );
    const found = accessFindings({ imp_travel: { enabled: true, riskLevel: "high" } }, rules);
    assert.deepEqual(
      found.map(({ code }) => code),
      ["nothing-acts"],
    );
  });

  it("reads on until an empty page where the API does not tell how many there are", async () => {
    await start({ ...manyApplications(50), largestPage: 20, tellsTotals: false });
    const { policies, incomplete } = await getAccessRiskRules({ accountId });
    assert.deepEqual([policies[0]?.applications, incomplete], [25, []]);
    assert.equal(asked("apps").length, 4);
  });

  it("asks an application for its policies only where they do not come with it", async () => {
    await start({ ...manyApplications(3), embedsPolicies: false });
    assert.equal((await getAccessRiskRules({ accountId })).policies[0]?.applications, 2);
    assert.deepEqual(
      emulator.requests.flatMap(({ path }) => /apps\/(\w+)\/policies$/.exec(path)?.[1] ?? []).sort(),
      ["app0", "app1", "app2"],
    );
  });

  it("keeps nothing of people: neither their names nor their addresses, nor anything else of other rules", async () => {
    const personal = [
      { email: { email: "anna.secret@example.com" } },
      { saml: { attribute_name: "name", attribute_value: "Anna Secret" } },
    ];
    const both = { group: { id: "risky" }, email: { email: "bob.secret@example.com" } };
    await start({
      policies: [{ id: "p", decision: "deny", include: [both, ...personal], exclude: personal }],
      applications: [{ id: "a", name: "Anna Secret's machine", policies: ["p"] }],
      groups: [{ id: "risky", include: [high, ...personal] }],
    });
    const answered = JSON.stringify(await getAccessRiskRules({ accountId }));
    assert.match(answered, /"restricts":\["high"\]/);
    assert.doesNotMatch(answered, /secret|example\.com/i);
  });

  for (const [permissions, missing] of [
    [[GROUPS], /Access policies and applications need "Access: Apps and Policies Read" on the account/],
    [
      [APPS],
      /Access groups need "Access: Organizations, Identity Providers, and Groups Read" on the account/,
    ],
  ] as const) {
    it(`names the permission that is missing beside "${permissions[0]}"`, async () => {
      await start({}, permissions);
      const { message } = await rejection(getAccessRiskRules({ accountId }), PermissionError);
      assert.match(message, missing);
      assert.doesNotMatch(message, /Fraud|\n/);
    });
  }

  it("says of a list that it is not whole", async () => {
    await start(manyApplications(4));
    const one = { id: "shared", name: "n", decision: "deny", include: [high] };
    const body = { success: true, errors: [], messages: [], result: [one], result_info: { total_count: 2 } };
    emulator.faults.add(fault.answer(200, body), { path: /access\/policies$/ });
    assert.deepEqual((await getAccessRiskRules({ accountId })).incomplete, ["policies"]);
  });

  it("says so, too, of the policies of a single application", async () => {
    await start({ ...manyApplications(4), embedsPolicies: false });
    const one = { id: "shared", name: "n", decision: "deny", include: [high] };
    const body = { success: true, errors: [], messages: [], result: [one], result_info: { total_count: 2 } };
    emulator.faults.add(fault.answer(200, body), { path: /apps\/app2\/policies$/ });
    assert.deepEqual((await getAccessRiskRules({ accountId })).incomplete, ["policies"]);
  });

  for (const [title, result] of [
    ["no list", {}],
    ["a policy without an id", [{ decision: "deny", include: [] }]],
    ["a rule that is none", [{ id: "p", decision: "deny", include: [{ user_risk_score: "high" }] }]],
  ] as const) {
    it(`takes ${title} for an odd answer, not for an account without policies`, async () => {
      await start({});
      const body = { success: true, errors: [], messages: [], result };
      emulator.faults.add(fault.answer(200, body), { path: /access\/policies$/ });
      await rejection(getAccessRiskRules({ accountId }), ProtocolError);
    });
  }

  it("tells an account that there is not, and refuses an id that is none without a request", async () => {
    await start({});
    await rejection(getAccessRiskRules({ accountId: "0".repeat(32) }), NotFoundError);
    emulator.forgetRequests();
    const { message } = await rejection(getAccessRiskRules({ accountId: "shop" }), InvalidValueError);
    assert.match(message, /^accountId must be 32 lower-case/);
    assert.equal(emulator.requests.length, 0);
  });

  it("as an output takes outputs, and its answer is not secret", async () => {
    await start(manyApplications(2));
    const output = getAccessRiskRulesOutput({ accountId: pulumi.output(accountId) });
    assert.equal(await pulumi.isSecret(output), false);
    const ids = await new Promise((resolve) =>
      output.apply(({ policies }) => resolve(policies.map(({ id }) => id))),
    );
    assert.deepEqual(ids, ["shared"]);
  });
});

/** Lets through a group of requests when all of it has arrived. */
class Barrier<Name extends string> {
  private readonly waiting = new Map<Name, (() => void)[]>();

  constructor(private readonly sizes: Readonly<Record<Name, number>>) {}

  async arrive(name: Name): Promise<void> {
    await new Promise<void>((resolve) => {
      const here = [...(this.waiting.get(name) ?? []), resolve];
      this.waiting.set(name, here);
      if (here.length === this.sizes[name]) {
        for (const letThrough of here) {
          letThrough();
        }
      }
    });
  }
}
