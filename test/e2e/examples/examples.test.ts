import assert from "node:assert/strict";
import { execFile } from "node:child_process";
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
    for (const { path, headers } of up.requests) assert.equal(headers.authorization, tokenOf[path]);
    const { known } = await world.project.outputs();
    assert.deepEqual(known, {
      emea: ["imp_travel", "high_dlp", "sentinel_one"],
      apac: ["imp_travel", "high_dlp"],
    });
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
  seed: { tokens: { "canary-reader": { permissions: ["Zero Trust Read", "Fraud Detection Read"] } } },
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
      findings: [],
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
