import assert from "node:assert/strict";
import { VARIANTS } from "./dynamic-and-plugin.js";
import { changes, propertyChanges, stackOutputs, story, type Told } from "./world.js";

const PASSWORD = "canary-appgate-p4ssword";
const SESSION = ["GET /version", "POST /login", "GET /risk-model", "POST /authentication/logout"];
const seed = { controller: { users: { admin: { password: PASSWORD } } } };
const CONFIG = {
  dynamic: { "appgate:username": "admin", "appgate:password": { secret: PASSWORD } },
  plugin: { "risk-posture:appgate": { secret: JSON.stringify({ username: "admin", password: PASSWORD }) } },
};
const SNAPSHOT = 'const snapshot = new risk.RiskModelSnapshot("controller");';
const deny = {
  action: "Deny",
  denyMessage: "Your device is at risk. Please contact the help desk.",
} as const;

for (const variant of VARIANTS) {
  story(`A snapshot of the risk model (${variant})`, { seed, config: CONFIG[variant], variant }, (world) => {
    before(() => {
      world.env = { APPGATE_ADDRESS: world.emulator.appgateUrl };
      world.declare(
        SNAPSHOT,
        "exports.highest = snapshot.model.apply(({ matrix }) => matrix.high.high.action);",
      );
    });
    const drift = (highRisk: object) => {
      world.emulator.controller.riskModel.highSensitivity = {
        ...world.emulator.controller.riskModel.highSensitivity,
        highRisk,
      };
    };

    it("shows the model in the first preview, and records it: three requests and a logout each", async () => {
      const preview = await world.preview({ args: ["--diff"] });
      assert.deepEqual(preview.sent, SESSION);
      assert.match(preview.stdout, /denyMessage: "Your device is at risk\./);
      const up = await world.up();
      assert.deepEqual(up.sent, SESSION);
      assert.deepEqual(changes(up), ["create controller"]);
      assert.deepEqual(await world.project.outputs(), { highest: "Deny" });
      const { id, inputs, outputs } = await world.state("controller");
      assert.equal(id, world.emulator.appgateUrl);
      const ours = (props: object) =>
        Object.keys(props)
          .filter((name) => name !== "__provider")
          .sort();
      assert.deepEqual(ours(inputs), ["address", "model"]);
      assert.deepEqual(ours(outputs), ["acknowledged", "address", "model"]);
      assert.ok(String(inputs["__provider"]).length < 100);
    });

    it("sends no request as long as nobody refreshes", async () => {
      const up = await world.up({ args: ["--expect-no-changes"] });
      assert.deepEqual(up.sent, []);
    });

    it("shows no drift where there is none, not even after a new version of the Controller", async () => {
      world.emulator.controller.maxVersion = 24;
      const refresh = await world.refresh({ args: ["--expect-no-changes"] });
      assert.deepEqual(refresh.sent, SESSION);
    });

    it("shows what has changed, property by property, in a preview with refresh, which it makes fail", async () => {
      drift({ action: "Allow" });
      const preview = await world.preview({
        args: ["--refresh", "--diff", "--expect-no-changes"],
        allowFailure: true,
      });
      assert.notEqual(preview.code, 0);
      const changed = propertyChanges(preview);
      assert.ok(
        changed.includes('~ action     : "Deny" => "Allow"') ||
          changed.includes('~ action: "Deny" => "Allow"'),
        changed.join("\n"),
      );
      assert.deepEqual(
        changes(preview).filter((change) => !change.startsWith("refresh")),
        ["update controller"],
      );
      assert.ok(
        preview.lines.some((line) => /the risk model has changed since the last "pulumi up"/.test(line)),
      );
    });

    it("shows just that in a refresh, which it makes fail", async () => {
      const refresh = await world.refresh({ args: ["--diff", "--expect-no-changes"], allowFailure: true });
      assert.notEqual(refresh.code, 0);
      assert.deepEqual(refresh.sent, SESSION);
      assert.deepEqual(propertyChanges(refresh), [
        "~ model: {",
        "~ matrix: {",
        "~ high: {",
        "~ high: {",
        '~ action     : "Deny" => "Allow"',
        `- denyMessage: "${deny.denyMessage}"`,
      ]);
    });

    it("goes on telling that until an up takes it over, which sends nothing", async () => {
      const preview = await world.preview({ args: ["--expect-no-changes"], allowFailure: true });
      assert.notEqual(preview.code, 0);
      const up = await world.up();
      assert.deepEqual(changes(up), ["update controller"]);
      assert.deepEqual(up.sent, []);
      assert.deepEqual(await world.project.outputs(), { highest: "Allow" });
      assert.deepEqual((await world.up({ args: ["--expect-no-changes"] })).sent, []);
    });

    it("does not say in a preview what an up will record, so that this shows what depends on it", async () => {
      // Something to do again whenever a changed model is taken over.
      world.declare(
        SNAPSHOT,
        `const changed = (i, o, n) => ({ replaces: o.trigger === n.trigger ? [] : ["trigger"] });
         const provider = { diff: changed, create: async (outs) => ({ id: "x", outs }) };
         new pulumi.dynamic.Resource(provider, "notify", { trigger: snapshot.acknowledged });`,
      );
      await world.up();
      drift(deny);
      await world.refresh();
      const replaced = ({ steps }: Told) =>
        steps.some(({ op, urn }) => op === "replace" && /::notify$/.test(urn));
      const preview = await world.preview();
      assert.deepEqual(changes(preview), ["update controller"]);
      assert.ok(replaced(preview));
      assert.ok(replaced(await world.up()));
    });

    it("is not said to be replaced where a preview does not know the address, and costs nothing if that is the same", async () => {
      const declareBehind = (version: number) =>
        world.declare(
          `const outs = { version: ${version}, address: "${world.emulator.appgateUrl}" };`,
          'const provider = { create: async () => ({ id: "x", outs }), update: async () => ({ outs }) };',
          `const source = new pulumi.dynamic.Resource(provider, "source", { version: ${version}, address: undefined });`,
          'new risk.RiskModelSnapshot("controller", { address: source.address });',
        );
      declareBehind(1);
      await world.up();
      declareBehind(2);
      assert.deepEqual(changes(await world.preview()), ["update controller"]);
      const up = await world.up();
      assert.deepEqual([changes(up), up.sent], [[], []]);
    });

    it("is destroyed without a request", async () => {
      assert.deepEqual((await world.destroy()).sent, []);
      assert.deepEqual(await world.resources(), {});
    });

    it("without a Controller can be previewed, which says so, and is not created, which says why", async () => {
      world.declare(SNAPSHOT);
      world.env = { ...world.env, APPGATE_PROVIDER: "nowhere" };
      const wrong = wrongProvider(
        variant === "dynamic" ? "appgate:provider" : "risk-posture:appgate.provider",
      );
      const preview = await world.preview();
      assert.deepEqual(preview.lines, [
        `RiskModelSnapshot ${world.emulator.appgateUrl}: the risk model could not be read yet: ${wrong}`,
      ]);
      const up = await world.up({ allowFailure: true });
      assert.notEqual(up.code, 0);
      assert.ok(up.lines.some((line) => line.includes(wrong) && !line.includes("could not be read yet")));
      // There is one login in a run, although check and create both need it.
      assert.equal(up.sent.filter((line) => line === "POST /login").length, 1);
      assert.deepEqual(await world.resources(), {});
    });
  });
}

story("A snapshot of the risk model that cannot work", { seed, config: CONFIG.dynamic }, (world) => {
  before(() => world.project.setConfig({ "appgate:address": world.emulator.appgateUrl }));

  it("is refused by the program for an option that it does not take", async () => {
    world.declare(
      `const other = new risk.Provider("other", { apiToken: "t" });
       const refused = (args, opts) => { try { new risk.RiskModelSnapshot("x", args, opts); } catch (error) { return error.message; } };
       exports.refused = [refused({}, { provider: other }), refused({}, { import: "x" }), refused({}, { id: "x" })];`,
    );
    const preview = await world.preview();
    assert.deepEqual(preview.sent, []);
    const [provider, importing, id] = refusals(preview);
    assert.match(
      provider,
      /^RiskModelSnapshot x takes no explicit provider, which holds Cloudflare's credentials/,
    );
    assert.match(importing, /^RiskModelSnapshot does not take the option "import": declare it/);
    assert.match(id, /^RiskModelSnapshot does not take the option "id"/);
  });

  // Alone in the program: after a failed check, a preview may end before it shows the program's other exports.
  it("is refused for a misspelled property, without a request", async () => {
    world.declare('new risk.RiskModelSnapshot("wrong", { addres: "controller.example.com" });');
    const preview = await world.preview({ allowFailure: true });
    assert.notEqual(preview.code, 0);
    assert.deepEqual(preview.sent, []);
    assert.ok(
      preview.lines.some((line) => /addres is not a known property/.test(line)),
      preview.lines.join("\n"),
    );
  });
});

const wrongProvider = (setting: string) =>
  `The Appgate identity provider "nowhere" does not exist. The Controller has: local. Set ${setting} or APPGATE_PROVIDER. [POST /admin/login, status 401, code unauthorized]`;

function refusals(told: Told): [string, string, string] {
  const refused = stackOutputs(told)?.["refused"];
  assert.ok(Array.isArray(refused) && refused.length === 3);
  const [one, two, three] = refused;
  return [String(one), String(two), String(three)];
}
