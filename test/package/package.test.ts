import assert from "node:assert/strict";
import path from "node:path";
import { ACCOUNT, changes, story, ZONE } from "../e2e/world.js";
import { PackedPackage } from "./packed.js";

const typescript = `
  import * as pulumi from "@pulumi/pulumi";
  import * as risk from "pulumi-risk-posture";

  const level: risk.RiskLevel = "low";
  const map: Record<string, risk.BehaviorArgs> = { imp_travel: { enabled: true, riskLevel: level } };
  const workforce = new risk.RiskBehaviors("workforce", { accountId: "${ACCOUNT}", behaviors: map });
  const shop = new risk.FraudSettings("shop", { zoneId: "${ZONE}", userProfiles: "enabled" });
  const live: Promise<risk.GetFraudSettingsResult> = risk.getFraudSettings({ zoneId: "${ZONE}" });

  export const before: pulumi.Output<boolean | undefined> = workforce.initial.apply((was) => was["imp_travel"]?.enabled);
  export const undeclared: pulumi.Output<string> = shop.onDestroy.apply((onDestroy) => onDestroy ?? "restore");
  export const expressions = live.then(({ usernameExpressions }) => usernameExpressions.length);`;

const javascript = `
  const risk = require("pulumi-risk-posture");

  const behaviors = { imp_travel: { enabled: true, riskLevel: "low" } };
  const workforce = new risk.RiskBehaviors("workforce", { accountId: "${ACCOUNT}", behaviors });
  const shop = new risk.FraudSettings("shop", { zoneId: "${ZONE}", userProfiles: "enabled" });

  exports.before = workforce.initial.apply((was) => was.imp_travel.enabled);
  exports.undeclared = shop.onDestroy.apply((onDestroy) => onDestroy ?? "restore");
  exports.expressions = risk.getFraudSettings({ zoneId: "${ZONE}" }).then((live) => live.usernameExpressions.length);`;

/** Only for the compiler: the SDK's own, which runs programs that bring none, is too old for the comment. */
const misuse = `
  // @ts-expect-error There is no such level.
  export const wrong: risk.RiskLevel = "High";`;

const programs = [
  ["TypeScript", "index.ts", typescript],
  ["JavaScript", "index.js", javascript],
] as const;

const compilerOptions = { strict: true, module: "nodenext", target: "es2022", noEmit: true, types: ["node"] };

describe("The packed package", function () {
  this.timeout(240_000);
  const packed = new PackedPackage();
  before(async () => {
    await packed.create();
    for (const [language, file, text] of programs) {
      packed.program(language, {
        [file]: text,
        "package.json": JSON.stringify({ name: "program", private: true }),
      });
    }
  });
  after(() => packed.remove());

  it("holds what was built from provider/, emulator/ and cli/ just now, and no tests, sources or scripts", () => {
    const documents = packed.files.filter((file) => !file.startsWith("dist/"));
    assert.deepEqual(documents.sort(), ["CHANGELOG.md", "LICENSE", "README.md", "package.json"]);
    const built = packed.files.filter((file) => file.startsWith("dist/"));
    assert.ok(built.every((file) => /^dist\/(provider|emulator|cli)\/.*(\.js|\.d\.ts)$/.test(file)));
    assert.ok(built.includes("dist/provider/index.js") && built.includes("dist/provider/handlers.d.ts"));
    assert.ok(!built.includes("dist/provider/stale.js"));
  });

  it("has types that compile strictly, and lead to zod nowhere", async () => {
    packed.program("types", {
      "index.ts": typescript + misuse,
      "tsconfig.json": JSON.stringify({ compilerOptions: { ...compilerOptions, skipLibCheck: true } }),
    });
    const tsc = require.resolve("typescript/bin/tsc");
    const files = (await packed.node(tsc, "-p", "types", "--listFiles")).split("\n");
    assert.ok(files.some((file) => file.endsWith("pulumi-risk-posture/dist/provider/index.d.ts")));
    assert.deepEqual(
      files.filter((file) => file.includes("/zod/")),
      [],
    );
  });

  it("lets a program be tested with the emulator, whose types lead to zod nowhere either", async () => {
    packed.program("emulated", {
      "index.ts": `
        import { type Emulator, startEmulator } from "pulumi-risk-posture/emulator";

        async function main(): Promise<void> {
          const emulator: Emulator = await startEmulator({ zones: { "${ZONE}": { entitled: false } } });
          console.log(emulator.zone("${ZONE}").entitled, emulator.requests.length);
          await emulator.close();
        }
        void main();`,
      "package.json": JSON.stringify({ name: "emulated", private: true }),
      "tsconfig.json": JSON.stringify({ compilerOptions: { ...compilerOptions, noEmit: false } }),
    });
    const tsc = require.resolve("typescript/bin/tsc");
    const files = (await packed.node(tsc, "-p", "emulated", "--listFiles")).split("\n");
    assert.deepEqual(
      files.filter((file) => file.includes("/zod/")),
      [],
    );
    assert.equal(await packed.node("emulated/index.js"), "false 0\n");
  });

  it("brings the command, which npx finds", async () => {
    const npx = path.join(packed.project, "node_modules", ".bin", "pulumi-risk-posture");
    assert.match(await packed.node(npx, "--help"), /^Usage: pulumi-risk-posture /);
  });

  it("loads neither zod nor node-fetch until a lookup is made, and the emulator and the command not at all", async () => {
    const script = `require("pulumi-risk-posture"); console.log(Object.keys(require.cache).join("\\n"))`;
    const loaded = (await packed.node("-e", script)).split("\n");
    assert.ok(
      loaded.some((file) => file.endsWith(path.join("pulumi-risk-posture", "dist", "provider", "index.js"))),
    );
    assert.deepEqual(
      loaded.filter((file) =>
        /[/\\](node_modules[/\\](zod|node-fetch)|dist[/\\](emulator|cli))[/\\]/.test(file),
      ),
      [],
    );
  });

  for (const [language] of programs) {
    story(`in a ${language} program`, { program: path.join(packed.project, language) }, (world) => {
      it("is previewed, deployed and destroyed by the real engine", async () => {
        const preview = await world.preview();
        assert.deepEqual(changes(preview).sort(), ["create shop", "create workforce"]);
        await world.up();
        assert.equal(world.emulator.account(ACCOUNT).behavior("imp_travel").enabled, true);
        const outputs = { before: false, undeclared: "restore", expressions: 0 };
        assert.deepEqual(await world.project.outputs(), outputs);
        await world.destroy();
        assert.equal(world.emulator.account(ACCOUNT).behavior("imp_travel").enabled, false);
        assert.equal(world.emulator.zone(ZONE).user_profiles, "disabled");
      });
    });
  }
});
