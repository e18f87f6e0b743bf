import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { ACCOUNT, behaviorsPath, changes, fraudPath, id, story, TOKEN, ZONE } from "../world.js";

const example = (name: string): string => path.join(__dirname, "..", "..", "..", "examples", name);

const EMEA = id("e1");
const APAC = id("e2");

const multiAccount = {
  program: example("multi-account"),
  seed: {
    accounts: { [EMEA]: {}, [APAC]: { behaviors: { sentinel_one: null } } },
    tokens: {
      "canary-emea": { permissions: ["Zero Trust Write"], accounts: [EMEA] },
      "canary-apac": { permissions: ["Zero Trust Write"], accounts: [APAC] },
    },
  },
  config: {
    accounts: JSON.stringify({ emea: EMEA, apac: APAC }),
    emeaToken: { secret: "canary-emea" },
    apacToken: { secret: "canary-apac" },
  },
} as const;

story("The example multi-account", multiAccount, (world) => {
  it("manages each account, and looks it up, with the account's own token", async () => {
    const up = await world.up();
    assert.deepEqual(changes(up).sort(), ["create apac", "create emea"]);
    const tokenOf = {
      [behaviorsPath(EMEA)]: "Bearer canary-emea",
      [behaviorsPath(APAC)]: "Bearer canary-apac",
    };
    for (const { path, headers } of up.requests) {
      assert.equal(headers.authorization, tokenOf[path]);
    }
    const { known } = await world.project.outputs();
    assert.deepEqual(known, {
      emea: ["imp_travel", "high_dlp", "sentinel_one"],
      apac: ["imp_travel", "high_dlp"],
    });
  });
});

const US = id("e3");
/** The zones in the file, each with the token that can reach it. */
const companyZones = fs
  .readFileSync(path.join(example("company"), "zones.csv"), "utf8")
  .trim()
  .split("\n")
  .slice(1)
  .map((line) => line.split(","));
const zonesOf = (region: string) =>
  companyZones.flatMap(([, zone, of]) => (of === region && zone !== undefined ? [zone] : []));
const permissionsOfAll = ["Zero Trust Write", "Fraud Detection Write"] as const;

const company = {
  program: example("company"),
  seed: {
    accounts: { [EMEA]: {}, [APAC]: {}, [US]: { behaviors: { new_behavior: {} } } },
    zones: Object.fromEntries([...zonesOf("emea"), ...zonesOf("us")].map((zone) => [zone, {}])),
    tokens: {
      "canary-emea": { permissions: permissionsOfAll, accounts: [EMEA, APAC], zones: zonesOf("emea") },
      "canary-us": { permissions: permissionsOfAll, accounts: [US], zones: zonesOf("us") },
    },
  },
  config: {
    accounts: JSON.stringify({ emea: EMEA, apac: APAC, us: US }),
    emeaToken: { secret: "canary-emea" },
    usToken: { secret: "canary-us" },
  },
} as const;

story("The example company", company, (world) => {
  it("manages three accounts with two tokens and 40 zones of a file", async () => {
    const up = await world.up();
    assert.deepEqual(changes(up).sort(), [
      "create company-apac",
      "create company-emea",
      "create company-us",
      "create company-zones-emea",
      "create company-zones-us",
    ]);
    const managed = companyZones.filter(
      ([, zone = ""]) => world.emulator.zone(zone).user_profiles === "enabled",
    );
    assert.equal(managed.length, 36);
    const enabled = [EMEA, APAC, US].map((account) =>
      Object.entries(world.emulator.account(account).settings).flatMap(([key, { enabled }]) =>
        enabled ? [key] : [],
      ),
    );
    assert.deepEqual(enabled, [
      ["imp_travel", "high_dlp"],
      ["high_dlp"],
      ["imp_travel", "high_dlp", "new_behavior"],
    ]);
  });

  it("has a unit test that needs no engine", async () => {
    await promisify(execFile)("npm", ["test"], { cwd: example("company") });
  });
});

const SHOP = id("a1");
const BLOG = id("a2");

const zonesFromConfig = {
  program: example("zones-from-config"),
  seed: { zones: { [SHOP]: {}, [BLOG]: {} } },
  config: { zones: JSON.stringify({ shop: { zoneId: SHOP, userField: "email" }, blog: { zoneId: BLOG } }) },
} as const;

story("The example zones-from-config", zonesFromConfig, (world) => {
  it("manages each zone of the list", async () => {
    assert.deepEqual(changes(await world.up()).sort(), ["create blog", "create shop"]);
    assert.deepEqual(world.emulator.zone(SHOP).username_expressions, ['http.request.body.form["email"][0]']);
    assert.deepEqual(world.emulator.zone(BLOG).username_expressions, [
      'http.request.body.form["username"][0]',
    ]);
  });

  it("gives back what a zone had when it leaves the list, and does not touch the others", async () => {
    await world.project.setConfig({ zones: JSON.stringify({ blog: { zoneId: BLOG } }) });
    const up = await world.up();
    assert.deepEqual(changes(up), ["delete shop"]);
    assert.equal(world.emulator.zone(SHOP).user_profiles, "disabled");
    assert.ok(!up.sent.includes(`PUT ${fraudPath(BLOG)}`));
  });
});

const lookupsOnly = {
  program: example("lookups-only"),
  seed: {
    accounts: {
      [ACCOUNT]: {
        access: {
          applications: [
            {
              id: "wiki",
              policies: [
                {
                  id: "block",
                  name: "Block",
                  decision: "deny",
                  include: [{ user_risk_score: { user_risk_score: ["high"] } }],
                },
                { id: "keep", name: "Keep", decision: "bypass", include: [{ group: { id: "hidden" } }] },
              ],
            },
          ],
        },
      },
    },
    tokens: {
      "canary-reader": {
        permissions: [
          "Zero Trust Read",
          "Fraud Detection Read",
          "Access: Apps and Policies Read",
          "Access: Organizations, Identity Providers, and Groups Read",
        ],
      },
    },
  },
  env: { CLOUDFLARE_API_TOKEN: "canary-reader" },
  config: {
    accountId: ACCOUNT,
    zoneId: ZONE,
    "appgate:username": "admin",
    "appgate:password": { secret: "emulator-password" },
  },
} as const;

story("The example lookups-only", lookupsOnly, (world) => {
  it("reports what is live with a token that may only read, and manages nothing", async () => {
    await world.project.setConfig({ "appgate:address": world.emulator.appgateUrl });
    world.emulator.account(ACCOUNT).behavior("imp_travel").enabled = true;
    const up = await world.up();
    assert.deepEqual(changes(up), []);
    assert.deepEqual(up.puts, []);
    assert.deepEqual(await world.project.outputs(), {
      enabledBehaviors: [`${world.emulator.account(ACCOUNT).behavior("imp_travel").name}: high`],
      userProfiles: "disabled",
      highRisk: "Deny",
      exposure:
        "At high risk, of the 4 entitlements that this user may view: 2 denied, 1 after a user action, 0 allowed, 1 outside the risk model.",
      findings: ["warning: Policies refer to 1 group that the list of groups does not have: hidden."],
    });
  });
});

const esModules = {
  program: example("es-modules"),
  seed: { accounts: { [ACCOUNT]: { behaviors: { sentinel_one: null } } } },
  config: { accountId: ACCOUNT },
} as const;

story("The example es-modules", esModules, (world) => {
  it("is run by the engine, and manages what the account has", async () => {
    assert.deepEqual(changes(await world.up()), ["create workforce"]);
    assert.deepEqual(await world.project.outputs(), { managed: ["imp_travel"] });
    assert.equal(world.emulator.account(ACCOUNT).behavior("imp_travel").enabled, true);
  });
});

story("The example automation-api", {}, (world) => {
  it("deploys its inline program", async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", "index.ts"], {
      cwd: example("automation-api"),
      env: {
        ...world.project.env,
        ACCOUNT_ID: ACCOUNT,
        CLOUDFLARE_API_TOKEN: TOKEN,
        CLOUDFLARE_BASE_URL: world.emulator.cloudflareUrl,
      },
    });
    assert.match(stdout, /^Before: \{"imp_travel":\{"enabled":false,"riskLevel":"high"\}\}$/m);
    assert.equal(world.emulator.account(ACCOUNT).behavior("imp_travel").enabled, true);
  });
});

const yaml = {
  program: example("yaml"),
  language: "yaml",
  config: { accountId: ACCOUNT, zoneId: ZONE },
} as const;

story("The example yaml", yaml, (world) => {
  it("manages an account and a zone, and shows what destroy gives back", async () => {
    assert.deepEqual(changes(await world.up()).sort(), ["create shop", "create workforce"]);
    assert.equal(world.emulator.zone(ZONE).user_profiles, "enabled");
    const { before, known } = await world.project.outputs();
    assert.deepEqual(Object.keys(Object(before)).sort(), ["high_dlp", "imp_travel"]);
    assert.deepEqual(Object.keys(Object(known)).sort(), ["high_dlp", "imp_travel", "sentinel_one"]);
  });
});
