import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import type { Seed } from "../../../emulator/index.js";
import { listen } from "../../support/loopback.js";
import { run } from "../command.js";
import { ACCOUNT, Place, TOKEN, ZONE } from "../support.js";

const UNENTITLED = "023e105f4ecef8ad9ca31a8372d0c354";
const EXPRESSION = 'http.request.body.form["username"][0]';

const seed: Seed = {
  accounts: {
    [ACCOUNT]: {
      behaviors: { imp_travel: { enabled: true, risk_level: "low" }, high_dlp: null, "odd key": {} },
    },
  },
  zones: {
    [ZONE]: {
      user_profiles: "enabled",
      username_expressions: [EXPRESSION],
      authentication_settings: { success_criteria: { kind: "status_code", status_codes: [200, 302] } },
    },
    [UNENTITLED]: { entitled: false, unset: "null" },
  },
};

describe("adopt", () => {
  let place: Place;
  beforeEach(async () => {
    place = new Place();
    await place.start(seed);
  });
  afterEach(() => place.stop());
  const adopt = (...args: string[]) => run(["adopt", ...args], { env: place.env, cwd: place.directory });

  it("prints a program that declares what is live, formatted and with the names that were asked for", async () => {
    const { code, stdout, stderr } = await adopt("--account", `workforce=${ACCOUNT}`, "--zone", ZONE);
    assert.equal(code, 0, stderr);
    assert.equal(
      stdout.slice(stdout.indexOf("new risk")),
      `new risk.RiskBehaviors("workforce", {
  accountId: "${ACCOUNT}",
  behaviors: {
    imp_travel: { enabled: true, riskLevel: "low" },
    sentinel_one: { enabled: false, riskLevel: "medium" },
    "odd key": { enabled: false, riskLevel: "low" },
  },
});

new risk.FraudSettings("zone-023e105f", {
  zoneId: "${ZONE}",
  userProfiles: "enabled",
  usernameExpressions: ['${EXPRESSION}'],
  authenticationSettings: {
    successCriteria: { statusCodes: [200, 302] },
  },
});
`,
    );
    assert.equal(stderr, "6 settings in 2 resources.\n");
  });

  it("prints one set for all accounts and one for all zones, if asked to, with what they are called", async () => {
    const { code, stdout, stderr } = await adopt(
      "--set",
      "baseline",
      "--account",
      ACCOUNT,
      "--zone",
      `shop=${ZONE}`,
      UNENTITLED,
    );
    assert.equal(code, 0, stderr);
    assert.equal(
      stdout.slice(stdout.indexOf("new risk")),
      `new risk.RiskBehaviorsSet("baseline", {
  accounts: {
    "${ACCOUNT}": {
      imp_travel: { enabled: true, riskLevel: "low" },
      sentinel_one: { enabled: false, riskLevel: "medium" },
      "odd key": { enabled: false, riskLevel: "low" },
    },
  },
});

new risk.FraudSettingsSet("baseline", {
  zones: {
    // shop
    "${ZONE}": {
      userProfiles: "enabled",
      usernameExpressions: ['${EXPRESSION}'],
      authenticationSettings: {
        successCriteria: { statusCodes: [200, 302] },
      },
    },
    // ${UNENTITLED}: nothing to declare.
  },
});
`,
    );
    assert.equal(
      stderr,
      "Nothing to declare: zone-023e105f4ecef8ad9ca31a8372d0c354.\n6 settings in 2 resources.\n",
    );
  });

  it("prints no set where there is nothing to declare in it", async () => {
    const { stdout, stderr } = await adopt("--set", "baseline", "--zone", UNENTITLED);
    assert.match(stdout, /^\/\/ FraudSettingsSet baseline: nothing to declare\.$/m);
    assert.doesNotMatch(stdout, /new risk/);
    assert.match(stderr, /^0 settings in 0 resources\.$/m);
  });

  it("leaves out what is off, if asked to", async () => {
    const zone = place.emulator.zone(ZONE);
    Object.assign(zone, { user_profiles: "disabled", authentication_settings: undefined });
    const { stdout } = await adopt("--account", ACCOUNT, "--zone", ZONE, "--only-enabled");
    assert.match(stdout, /imp_travel/);
    assert.match(stdout, /usernameExpressions/);
    assert.doesNotMatch(stdout, /sentinel_one|odd key|userProfiles/);
  });

  it("declares nothing of a zone where no setting was ever made", async () => {
    const { code, stdout, stderr } = await adopt("--zone", UNENTITLED);
    assert.equal(code, 0);
    assert.match(stdout, /^\/\/ FraudSettings of zone \w+: nothing to declare\.$/m);
    assert.doesNotMatch(stdout, /new risk/);
    assert.match(stderr, /Nothing to declare: zone-023e105f\./);
  });

  it("leaves out, with the reason, what the package would refuse", async () => {
    place.emulator.zone(ZONE).user_profiles = "disabled";
    const { stdout, stderr } = await adopt("--zone", ZONE);
    const sentence = /successCriteria is left out: .* needs userProfiles to be "enabled"\./;
    assert.match(stdout, sentence);
    assert.match(stderr, sentence);
    assert.doesNotMatch(stdout, /statusCodes:/);
  });

  it("leaves out a level that Cloudflare has added, and says so on one line, whatever the key", async () => {
    const level = { enabled: true, risk_level: "critical", name: "", description: "" };
    const answer = {
      success: true,
      errors: [],
      messages: [],
      result: { behaviors: { "new\u001b\none": level } },
    };
    const server = await listen((_request, response) => response.end(JSON.stringify(answer)));
    try {
      const env = { ...place.env, CLOUDFLARE_BASE_URL: server.origin };
      const { code, stdout } = await run(["adopt", "--account", ACCOUNT], { env });
      assert.equal(code, 0);
      assert.match(stdout, /^\/\/ new. one is left out: .* must be "low", "medium" or "high"\.$/m);
      assert.ok(!stdout.includes("\u001b"));
    } finally {
      await server.close();
    }
  });

  it("writes a whole project, in which the token is nowhere, and says how to go on", async () => {
    const { code, stdout, stderr } = await adopt("--account", ACCOUNT, "--out", "Our Risk");
    assert.equal(code, 0, stderr);
    assert.equal(stdout, "");
    const out = path.join(place.directory, "Our Risk");
    assert.deepEqual(fs.readdirSync(out).sort(), [
      ".gitignore",
      "Pulumi.yaml",
      "index.ts",
      "package.json",
      "tsconfig.json",
    ]);
    assert.match(fs.readFileSync(path.join(out, "Pulumi.yaml"), "utf8"), /^name: "our-risk"$/m);
    for (const file of fs.readdirSync(out)) {
      assert.ok(!fs.readFileSync(path.join(out, file), "utf8").includes(TOKEN), file);
    }
    assert.match(stderr, /npm install\n {2}pulumi stack init dev\n {2}pulumi preview\n$/);
  });

  it("writes a project whose name is text for Pulumi, also where it looks like a number", async () => {
    for (const directory of ["2024", "true", "1e3"]) {
      const { code, stderr } = await adopt("--account", ACCOUNT, "--out", directory);
      assert.equal(code, 0, stderr);
      const text = fs.readFileSync(path.join(place.directory, directory, "Pulumi.yaml"), "utf8");
      assert.equal(parse(text).name, directory);
    }
  });

  it("refuses a directory with something in it before it asks Cloudflare anything", async () => {
    place.file("notes.txt", "mine");
    const { code, stderr } = await adopt("--account", ACCOUNT, "--out", ".");
    assert.equal(code, 1);
    assert.equal(
      stderr,
      "error: --out . is not empty. Choose a directory that is empty or does not exist yet.\n",
    );
    assert.equal(place.emulator.requests.length, 0);
  });

  it("writes nothing unless all could be read, and says of each one that could not why, in a line", async () => {
    const strangers = ["a".repeat(32), "b".repeat(32)];
    const { code, stdout, stderr } = await adopt(
      "--account",
      ACCOUNT,
      "--zone",
      ...strangers,
      ZONE,
      "--out",
      "o",
    );
    assert.equal(code, 1);
    assert.equal(stdout, "");
    assert.ok(!fs.existsSync(path.join(place.directory, "o")));
    const lines = stderr.trim().split("\n");
    assert.equal(lines.length, 3);
    for (const id of strangers) {
      assert.ok(
        lines.some((line) => line.startsWith(`zone ${id}: Cloudflare does not know this account or zone`)),
      );
    }
    assert.match(
      lines[2] ?? "",
      /^error: 2 of 4 accounts and zones could not be read, so nothing was written\./,
    );
  });

  it("takes lists from a file and from standard input, with comments and names", async () => {
    place.file("zones.txt", `# ours\n${ZONE} # the shop\n\nother=${UNENTITLED}\n`);
    const { code, stdout, stderr } = await run(["adopt", "-z", "@zones.txt", "-a", "@-"], {
      env: place.env,
      cwd: place.directory,
      input: `${ACCOUNT}\r\n`,
    });
    assert.equal(code, 0, stderr);
    assert.match(stdout, /RiskBehaviors\("account-699d9864"/);
    assert.match(stderr, /Nothing to declare: other\./);
  });

  for (const [what, args, message] of [
    ["nothing to adopt", [], /give at least one --account ID or --zone ID/],
    ["an id that is none", ["--zone", "shop"], /--zone shop: must be 32 lower-case hexadecimal characters/],
    [
      "a name of a set that is none",
      ["--set", "a::b", "--zone", ZONE],
      /--set a::b: "a::b" cannot name a resource/,
    ],
    ["a name that is none", ["--zone", `a::b=${ZONE}`], /"a::b" cannot name a resource/],
    ["one id under two names", ["--zone", `a=${ZONE}`, `b=${ZONE}`], /is given twice: keep one\./],
    [
      "one name for two ids",
      ["--zone", `a=${ZONE}`, `a=${UNENTITLED}`],
      /two ids have the name a: give one of them another name\./,
    ],
    ["a list that is not there", ["--zone", "@missing.txt"], /--zone @missing.txt cannot be read: ENOENT/],
    ["standard input twice", ["--zone", "@-", "--account", "@-"], /can hold one list only/],
  ] as const) {
    it(`refuses ${what} in one line`, async () => {
      const { code, stdout, stderr } = await adopt(...args);
      assert.equal(code, 1);
      assert.equal(stdout, "");
      assert.match(stderr, message);
      assert.equal(stderr.trim().split("\n").length, 1);
      assert.equal(place.emulator.requests.length, 0);
    });
  }

  it("recommends what it reads where there are no credentials", async () => {
    const { code, stderr } = await run(["adopt", "--account", ACCOUNT]);
    assert.equal(code, 1);
    assert.equal(
      stderr,
      "error: No Cloudflare credentials: set CLOUDFLARE_API_TOKEN, or CLOUDFLARE_API_KEY and CLOUDFLARE_EMAIL.\n",
    );
  });
});
