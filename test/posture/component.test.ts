import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { Provider, RiskPosture, type RiskPostureArgs } from "../../provider/index.js";
import { dynamicParts } from "../../provider/posture/dynamic-parts.js";
import { initialOf } from "../../provider/posture/zones.js";
import { thrown } from "../support/errors.js";
import { anyPosture, type Posture, resourcesOf } from "./postures.js";

const [ACCOUNT, ZONE, FORUM] = ["a".repeat(32), "b".repeat(32), "c".repeat(32)];
const ON = { enabled: true, riskLevel: "high" } as const;
const FRAUD = { userProfiles: "enabled" } as const;

/** The inputs of each resource that was made, by type and name. The engine is a mock. */
let made: Record<string, Record<string, unknown>> = {};
/** The name of the explicit provider of each. */
let providers: Record<string, string | undefined> = {};
/** Whether a resource that is made has what was there before. */
let remembers = true;

describe("RiskPosture", () => {
  before(() =>
    pulumi.runtime.setMocks({
      newResource: ({ type, name, inputs, provider }) => {
        if (type.startsWith("pulumi:providers:")) {
          return { id: name, state: inputs };
        }
        const { __provider, ...declared } = inputs;
        const key = `${type.split(":").at(-1)} ${name}`;
        made[key] = declared;
        providers[key] = provider?.split("::").at(-2);
        const initial = remembers ? { initial: inputs["zones"] ?? inputs["behaviors"] } : {};
        return { id: name, state: { ...inputs, ...initial } };
      },
      call: ({ inputs }) => inputs,
    }),
  );

  beforeEach(() => {
    made = {};
    providers = {};
    remembers = true;
  });

  it("makes of any declaration what the documentation says", async () => {
    // The SDK asks for a stack at every step, and mapping it to the source takes longer than all else.
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    const named = {
      one: new Provider("one", { apiToken: "t" }),
      two: new Provider("two", { apiToken: "t" }),
    };
    const property = fc.asyncProperty(anyPosture("a", Object.keys(named)), async (posture) => {
      made = {};
      await settled(new RiskPosture("acme", argsOf(posture, named)));
      const { "RiskPosture acme": component, ...children } = made;
      assert.deepEqual(children, resourcesOf("acme", posture));
      // It would stand in the state beside what the children have.
      assert.deepEqual(component, {});
    });
    await fc.assert(property, { numRuns: 1_000 }).finally(() => {
      Error.stackTraceLimit = limit;
    });
  });

  it("makes one set for the zones of each provider, and passes its own on", async () => {
    const [one, two] = [new Provider("one", { apiToken: "t" }), new Provider("two", { apiToken: "t" })];
    const zone = (digits: string) => ({ zoneId: digits.padEnd(32, "0"), fraud: FRAUD });
    const posture = new RiskPosture(
      "acme",
      {
        accounts: { emea: { accountId: ACCOUNT, behaviors: {} }, us: { accountId: FORUM, provider: two } },
        zones: { a: zone("1"), b: { ...zone("2"), provider: two }, c: { ...zone("3"), provider: one } },
      },
      { provider: one },
    );
    await settled(posture);
    assert.deepEqual(
      Object.entries(providers)
        .filter(([key]) => key.includes("acme-"))
        .sort(),
      [
        ["FraudSettingsSet acme-zones", "one"],
        ["FraudSettingsSet acme-zones-two", "two"],
        ["RiskBehaviors acme-emea", "one"],
        ["RiskBehaviors acme-us", "two"],
      ],
    );
    assert.equal(posture.nodes.zones["a"], posture.nodes.zones["c"]);
    assert.notEqual(posture.nodes.zones["a"], posture.nodes.zones["b"]);
  });

  it("tells what was there before by account and by zone, wherever an id comes from", async () => {
    const { initial } = new RiskPosture("acme", {
      baseline: { behaviors: { imp_travel: ON }, fraud: FRAUD },
      accounts: { emea: { accountId: ACCOUNT } },
      zones: {
        shop: { zoneId: pulumi.secret(ZONE) },
        forum: { zoneId: FORUM, fraud: { userProfiles: "disabled" } },
      },
    });
    assert.deepEqual(await known(initial), {
      accounts: { emea: { imp_travel: ON } },
      zones: { shop: FRAUD, forum: { userProfiles: "disabled" } },
    });
  });

  it("tells nothing of a zone that its set does not have under its id", async () => {
    const { initial } = new RiskPosture("acme", {
      baseline: { fraud: FRAUD },
      zones: { shop: { zoneId: ZONE }, forum: { zoneId: FORUM } },
      transform: { zones: { zones: { [ZONE]: FRAUD, [ACCOUNT]: FRAUD } } },
    });
    assert.deepEqual(await known(initial), { accounts: {}, zones: { shop: FRAUD, forum: {} } });
  });

  it("tells nothing where the engine of a unit test answers what it is given", async () => {
    remembers = false;
    const { initial } = new RiskPosture("acme", { zones: { shop: { zoneId: ZONE, fraud: FRAUD } } });
    assert.deepEqual(await known(initial), { accounts: {}, zones: { shop: {} } });
  });

  it("looks at no other zone to tell what was there before in one", async () => {
    let looks = 0;
    const watched = {
      [ZONE]: FRAUD,
      get [FORUM]() {
        looks += 1;
        return FRAUD;
      },
    };
    const all = pulumi.output(undefined).apply(() => watched);
    await known(all.apply(() => undefined));
    const before = looks;
    assert.deepEqual(await known(initialOf(all, pulumi.output(ZONE))), FRAUD);
    assert.equal(looks, before);
  });

  it("lets a program change what each resource is made with, by arguments or by a function", async () => {
    const seen: string[] = [];
    const posture = new RiskPosture("acme", {
      baseline: { behaviors: { imp_travel: ON }, fraud: FRAUD },
      accounts: { emea: { accountId: ACCOUNT } },
      zones: { shop: { zoneId: ZONE } },
      transform: {
        accounts: { onDestroy: "retain" },
        zones: (args, opts, name) => {
          seen.push(name);
          args.onDestroy = "disable";
          opts.protect = true;
        },
      },
    });
    await settled(posture);
    assert.equal(made["RiskBehaviors acme-emea"]?.["onDestroy"], "retain");
    assert.equal(made["FraudSettingsSet acme-zones"]?.["onDestroy"], "disable");
    assert.deepEqual(seen, ["acme-zones"]);
  });

  it("changes by a function only the resource and the zone that it is about, and not the program's own baseline", async () => {
    const baseline = {
      behaviors: { imp_travel: { ...ON } },
      fraud: { usernameExpressions: ["shared"] },
    };
    const posture = new RiskPosture("acme", {
      baseline,
      accounts: { emea: { accountId: ACCOUNT }, us: { accountId: FORUM } },
      zones: { shop: { zoneId: ZONE }, forum: { zoneId: FORUM } },
      transform: {
        accounts: (args, _opts, name) => {
          Object(args.behaviors).imp_travel.riskLevel = name === "acme-us" ? "low" : "medium";
        },
        zones: (args) => Object(args.zones)[ZONE].usernameExpressions.push("of the shop"),
      },
    });
    await settled(posture);
    assert.deepEqual(made["RiskBehaviors acme-emea"]?.["behaviors"], {
      imp_travel: { ...ON, riskLevel: "medium" },
    });
    assert.deepEqual(made["RiskBehaviors acme-us"]?.["behaviors"], {
      imp_travel: { ...ON, riskLevel: "low" },
    });
    assert.deepEqual(made["FraudSettingsSet acme-zones"]?.["zones"], {
      [ZONE]: { usernameExpressions: ["shared", "of the shop"] },
      [FORUM]: { usernameExpressions: ["shared"] },
    });
    assert.deepEqual(baseline, {
      behaviors: { imp_travel: ON },
      fraud: { usernameExpressions: ["shared"] },
    });
  });

  it("looks up what is enabled as a provider that another copy of the package has made, and as none of another package", async () => {
    const file = require.resolve("../../provider/cloudflare/explicit-provider.js");
    const { [file]: own } = require.cache;
    delete require.cache[file];
    const copy: { Provider: typeof Provider } = require(file);
    require.cache[file] = own;
    assert.notEqual(copy.Provider, Provider);
    await dynamicParts.lookup("account emea", new copy.Provider("copied", { apiToken: "t" })).ready;
    assert.throws(
      () =>
        dynamicParts.lookup(
          "account emea",
          new (class extends pulumi.ProviderResource {})("aws", "foreign", {}),
        ),
      /^\S*Error: account emea: enableAllExcept does not take the provider of another package/,
    );
  });

  for (const [what, args, sentence] of [
    ["no arguments", undefined, /^RiskPosture acme has no arguments: give it accounts, zones, or both\.$/],
    [
      "a mistyped property",
      { account: {} },
      /^RiskPosture acme: account is not a known property: did you mean accounts\?$/,
    ],
    [
      "a mistyped property of an account",
      { accounts: { emea: { acountId: ACCOUNT } } },
      /, account emea: acountId is not .* mean accountId/,
    ],
    [
      "a mistyped level of all that is enabled",
      { accounts: { emea: { accountId: ACCOUNT, enableAllExcept: { keys: [], risklevel: "low" } } } },
      /, account emea: enableAllExcept: risklevel is not .* mean riskLevel/,
    ],
    [
      "exceptions without keys",
      { accounts: { emea: { accountId: ACCOUNT, enableAllExcept: {} } } },
      /, account emea: enableAllExcept needs keys, which may be \[\]\.$/,
    ],
    [
      "a mistyped property of a zone",
      { zones: { shop: { zoneId: ZONE, frod: {} } } },
      /, zone shop: frod is not .* mean fraud/,
    ],
    [
      "a mistyped setting of a zone",
      { zones: { shop: { zoneId: ZONE, fraud: { userProfile: "enabled" } } } },
      /, zone shop, fraud: userProfile is not .* mean userProfiles/,
    ],
    [
      "a mistyped criterion",
      { zones: { shop: { zoneId: ZONE, fraud: { authenticationSettings: { success: {} } } } } },
      /, zone shop, fraud, authenticationSettings: success is not a known property\.$/,
    ],
    [
      "a mistyped setting of the baseline",
      { baseline: { fraud: { userProfile: "enabled" } }, zones: { shop: { zoneId: ZONE } } },
      /, baseline\.fraud: userProfile is not/,
    ],
    ["a mistyped transform", { transform: { zone: {} } }, /, transform: zone is not .* mean zones/],
    [
      "accounts that are still to come",
      { accounts: pulumi.output({}) },
      /: accounts must be known when the program runs, because/,
    ],
    [
      "an account that is none",
      { accounts: { emea: undefined } },
      /: accounts\.emea must be an object that is known/,
    ],
    [
      "accounts without names",
      { accounts: [{ accountId: ACCOUNT }] },
      /^RiskPosture acme: accounts must be an object with the accounts by names of your choice\.$/,
    ],
    [
      "a baseline that is none",
      { baseline: "behaviors", zones: { shop: { zoneId: ZONE } } },
      /, baseline must be an object with behaviors and fraud\.$/,
    ],
    [
      "behaviors of the baseline that are none",
      { baseline: { behaviors: true }, accounts: { emea: { accountId: ACCOUNT } } },
      /, baseline\.behaviors must be an object with behaviors by their keys\.$/,
    ],
    [
      "behaviors that are none",
      { accounts: { emea: { accountId: ACCOUNT, behaviors: ["imp_travel"] } } },
      /, account emea, behaviors must be an object with behaviors by their keys\.$/,
    ],
    [
      "exceptions that are none",
      { accounts: { emea: { accountId: ACCOUNT, enableAllExcept: ["imp_travel"] } } },
      /, account emea: enableAllExcept must be an object with keys and riskLevel\.$/,
    ],
    [
      "settings of a zone that are none",
      { zones: { shop: { zoneId: ZONE, fraud: "enabled" } } },
      /, zone shop, fraud must be an object with userProfiles, usernameExpressions and authenticationSettings\.$/,
    ],
    [
      "criteria that are none",
      { zones: { shop: { zoneId: ZONE, fraud: { authenticationSettings: [200] } } } },
      /, zone shop, fraud, authenticationSettings must be an object with successCriteria and failureCriteria\.$/,
    ],
    ["a zone without an id", { zones: { shop: {} } }, /, zone shop: zoneId is missing/],
    [
      "two zones that are one",
      { zones: { shop: { zoneId: ZONE }, store: { zoneId: ZONE } } },
      /: the zones shop and store have the same zoneId: declare it once\.$/,
    ],
  ] as const) {
    it(`refuses ${what} in one sentence, by its name in the program`, () => {
      const { message, stack } = thrown(() => new RiskPosture("acme", anyArgs(args)), pulumi.RunError);
      assert.match(message, sentence);
      assert.equal(stack, "");
    });
  }

  it("refuses two providers of one name, which its resources would be named by", () => {
    const zones = Object.fromEntries(
      ["1", "2"].map((digits) => [
        `zone ${digits}`,
        { zoneId: digits.padEnd(32, "0"), provider: new Provider("same", { apiToken: digits }) },
      ]),
    );
    const { message } = thrown(() => new RiskPosture("acme", { zones }), pulumi.RunError);
    assert.equal(
      message,
      "RiskPosture acme: two providers of its zones are named same: give one of them another name.",
    );
  });
});

async function settled({ nodes, urn }: RiskPosture): Promise<void> {
  const urns = [nodes.accounts, nodes.zones].flatMap(Object.values).map((node) => node.urn);
  await Promise.all([urn, ...urns].map(known));
}

function known<T>(value: pulumi.Input<T>): Promise<pulumi.Unwrap<T>> {
  return new Promise((resolve) => pulumi.output(value).apply(resolve));
}

/** Programs in JavaScript may give anything. */
function anyArgs(args: unknown): RiskPostureArgs;
function anyArgs(args: unknown): unknown {
  return args;
}

function argsOf(posture: Posture, providers: Readonly<Record<string, Provider>>): RiskPostureArgs {
  const zones = Object.entries(posture.zones ?? {}).map(([name, { provider = "", ...zone }]) => [
    name,
    { ...zone, provider: providers[provider] },
  ]);
  return anyArgs({ ...posture, ...(zones.length === 0 ? {} : { zones: Object.fromEntries(zones) }) });
}
