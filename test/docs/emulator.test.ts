import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { Ajv } from "ajv";
import { parseFault } from "../../cli/emulator/fault-option.js";
import { permissions, type Seed } from "../../emulator/index.js";
import { SeedFile } from "../../emulator/seed-schema.js";
import { SEED_SCHEMA, seedSchema } from "../../scripts/docs.js";

const ACCOUNT = "699d98642c564d2e855e9661899b7252";
const ZONE = "023e105f4ecef8ad9ca31a8372d0c353";

/** Of a type, all that can be said: the compiler complains here of a field that was added to a seed. */
type Whole<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { [Key in keyof T]-?: Whole<T[Key]> }
    : T;

const risk = {
  action: "AllowWithUserAction",
  denyMessage: "no",
  userAction: { type: "OtpAuthentication", message: "again", claimSuffix: "risk", providerId: "p" },
} as const;
const sensitivity = { lowRisk: risk, mediumRisk: risk, highRisk: null };
const behavior = {
  enabled: true,
  risk_level: "low",
  name: "n",
  description: "d",
  default_risk_level: "high",
} as const;
const criterion = { kind: "status_code" as const, status_codes: [200] };

const whole: Whole<Seed> = {
  accounts: {
    [ACCOUNT]: {
      behaviors: { imp_travel: behavior, high_dlp: null },
      access: {
        policies: [
          {
            id: "p",
            name: "Policy",
            decision: "deny",
            include: [
              { user_risk_score: { user_risk_score: ["high"] } },
              { group: { id: "g" } },
              { everyone: {} },
            ],
            require: [],
            exclude: [],
          },
        ],
        applications: [{ id: "a", name: "Application", policies: ["p"] }],
        groups: [{ id: "g", name: "Group", include: [], require: [], exclude: [] }],
        largestPage: 1,
        tellsTotals: false,
        embedsPolicies: false,
      },
      putMode: "replace",
      putAnswer: "sent",
      unknownKeys: "ignore",
    },
  },
  zones: {
    [ZONE]: {
      user_profiles: "enabled",
      username_expressions: ["one"],
      authentication_settings: { success_criteria: criterion, failure_criteria: criterion },
      entitled: false,
      unset: "null",
    },
  },
  tokens: { t: { permissions, accounts: [ACCOUNT], zones: [ZONE] } },
  globalKeys: { "admin@example.com": "key" },
  controller: {
    minVersion: 17,
    maxVersion: 24,
    versionStatus: 404,
    users: {
      u: {
        password: "p",
        provider: "local",
        privileges: [{ type: "View", target: "Entitlement", scope: { all: false, ids: ["e"], tags: ["t"] } }],
        needTwoFactorAuth: true,
      },
    },
    identityProviders: [{ name: "local", type: "Credentials" }],
    tokens: { open: "u" },
    tokenLifetimeSeconds: 1,
    riskModel: {
      ztpRuleId: null,
      lowSensitivity: sensitivity,
      mediumSensitivity: sensitivity,
      highSensitivity: null,
    },
    entitlements: [
      {
        id: "e",
        name: "Entitlement",
        riskSensitivity: "High",
        conditions: ["c"],
        conditionLogic: "or",
        disabled: true,
        tags: ["t"],
      },
    ],
    mostEntitlements: 1,
    rangeEnd: "exclusive",
  },
};

const page = fs.readFileSync(path.join(path.dirname(SEED_SCHEMA), "..", "emulator.md"), "utf8");

describe("docs/emulator.md", () => {
  it("shows a seed that the emulator takes", () => {
    const [, seed = ""] = /```json\n(.*?)```/s.exec(page) ?? [];
    assert.equal(SeedFile.safeParse(JSON.parse(seed)).success, true);
  });

  it("names faults that the command takes, each of them", () => {
    const table = page.slice(page.indexOf("| fault | |"), page.indexOf("`api=cloudflare`"));
    const names = [...table.matchAll(/`([\w-]+)`(?=[^|]*\|[^|]*\|$)/gm)].flatMap(([, name = ""]) => name);
    const asked = [...page.matchAll(/--fault ([^\s`]+)/g)].flatMap(([, fault = ""]) => fault);
    assert.ok(names.length > 10 && asked.length > 2);
    for (const fault of [...names, ...asked]) {
      assert.doesNotThrow(() => parseFault(fault), fault);
    }
    assert.throws(
      () => parseFault("none"),
      ({ message }: Error) =>
        names.filter((name) => !/^\d/.test(name)).every((name) => message.includes(name)),
    );
  });
});

describe("The schema of the emulator's seeds", () => {
  const text = fs.readFileSync(SEED_SCHEMA, "utf8");
  const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(JSON.parse(text));

  it("is made of what the code accepts (npm run docs)", () => {
    assert.equal(text, seedSchema());
  });

  it("accepts all that a seed can say, as the code does", () => {
    for (const seed of [whole, {}, { $schema: "./emulator-seed.json" }]) {
      assert.equal(validate(seed), true, JSON.stringify(validate.errors));
      assert.deepEqual(SeedFile.parse(seed), seed);
    }
  });

  it("refuses, as the code does, each value that is exchanged for one that nothing takes", () => {
    const spoilt = [...places(whole)].map((place) => spoil(whole, place));
    assert.ok(spoilt.length > 60);
    for (const seed of spoilt) {
      assert.deepEqual(
        [validate(seed), SeedFile.safeParse(seed).success],
        [false, false],
        JSON.stringify(seed),
      );
    }
  });

  it("refuses, as the code does, a name that there is not and an id that is none", () => {
    for (const seed of [
      { account: {} },
      { accounts: { shop: {} } },
      { zones: { [ZONE]: { entitle: true } } },
    ]) {
      assert.deepEqual(
        [validate(seed), SeedFile.safeParse(seed).success],
        [false, false],
        JSON.stringify(seed),
      );
    }
  });

  it("has each of its names explained in docs/emulator.md", () => {
    const unexplained = [...namesIn(JSON.parse(text))].filter((name) => !page.includes(`\`${name}\``));
    assert.deepEqual([...new Set(unexplained)], []);
  });
});

/** The names of all fields that a schema has. */
function* namesIn(schema: object): Generator<string> {
  for (const [keyword, value] of Object.entries(schema)) {
    if (typeof value !== "object" || value === null) {
      continue;
    }
    if (keyword === "properties") {
      yield* Object.keys(value);
    }
    yield* namesIn(value);
  }
}

type Place = readonly string[];

/** The path of each value in a tree, and of the tree's branches. */
function* places(tree: object, above: Place = []): Generator<Place> {
  for (const [name, value] of Object.entries(tree)) {
    yield [...above, name];
    if (typeof value === "object" && value !== null) {
      yield* places(value, [...above, name]);
    }
  }
}

/** A copy with a value in one place that no field takes: a list in a list. */
function spoil(tree: object, [name = "", ...below]: Place): object {
  const copy: Record<string, unknown> | unknown[] = Array.isArray(tree) ? [...tree] : { ...tree };
  const value = Object.entries(tree).find(([key]) => key === name)?.[1];
  Object.assign(copy, { [name]: below.length === 0 ? [[]] : spoil(Object(value), below) });
  return copy;
}
