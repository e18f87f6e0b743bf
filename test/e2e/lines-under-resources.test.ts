import assert from "node:assert/strict";
import { behaviors, code, fraud, on } from "./programs.js";
import { ACCOUNT, changes, id, storyOnBothVariants, type Told, ZONE } from "./world.js";

const SECOND = id("ac2");
const seed = { accounts: { [ACCOUNT]: {}, [SECOND]: {} }, zones: { [ZONE]: {} } } as const;

/** Each line with the resource under which the engine shows it. */
function placed({ diagnostics }: Told): string[] {
  return diagnostics.map(({ message, urn = "" }) => `${urn.split("::").at(-1)} | ${message.trim()}`).sort();
}

storyOnBothVariants("The lines of a run", { seed }, (world) => {
  const declare = (level: string, name = "workforce", opts = "{}") =>
    world.declare(
      behaviors({ imp_travel: on(level) }, { name, opts: code(opts) }),
      behaviors({ imp_travel: on(level) }, { name: "contractors", account: SECOND }),
      fraud({ userProfiles: "enabled" }),
    );
  const adoption = [
    "contractors | contractors (ac2000…): overwrites imp_travel: disabled, high → enabled, low",
    "shop | shop (023e10…): overwrites userProfiles: disabled → enabled",
    "workforce | workforce (699d98…): overwrites imp_travel: disabled, high → enabled, low",
  ];
  const told: Told[] = [];

  it("stand under their resource and name it, in a preview and in its JSON", async () => {
    declare("low");
    const json = await world.preview({ args: ["--json"] });
    told.push(json);
    assert.deepEqual(placed(json), adoption);
    const { diagnostics } = JSON.parse(json.stdout);
    assert.deepEqual(placed({ ...json, diagnostics }), adoption);
  });

  it("name it with --diff, where the engine shows them apart from their resource", async () => {
    const diff = await world.preview({ args: ["--diff"] });
    told.push(diff);
    const shown = [diff.stdout, diff.stderr].join("\n");
    for (const line of adoption.map((each) => each.split(" | ")[1] ?? "")) {
      assert.ok(shown.includes(line), shown);
    }
  });

  it("are the same in the deployment", async () => {
    const up = await world.up();
    told.push(up);
    assert.deepEqual(placed(up), adoption);
  });

  it("name a resource that was renamed with aliases by its new name", async () => {
    declare("low", "staff", '{ aliases: [{ name: "workforce" }] }');
    world.emulator.account(ACCOUNT).behavior("imp_travel").risk_level = "high";
    declare("medium", "staff", '{ aliases: [{ name: "workforce" }] }');
    const up = await world.up({ args: ["--diff"] });
    told.push(up);
    assert.deepEqual(changes(up).sort(), ["update contractors", "update staff"]);
    assert.deepEqual(placed(up), [
      "contractors | contractors (ac2000…): overwrites imp_travel: enabled, low → enabled, medium",
      "staff | staff (699d98…): overwrites imp_travel: enabled, high → enabled, medium",
    ]);
  });

  it("leave nothing of what carries the names in the state, in a diff or in a preview's JSON", async () => {
    declare("high", "staff");
    for (const args of [["--diff"], ["--json"]]) {
      told.push(await world.preview({ args }));
    }
    const steps = told.flatMap((each) => each.steps);
    const { resources } = await world.project.export();
    const properties = [...steps.flatMap((step) => [step.old, step.new]), ...resources].flatMap((state) =>
      Object.keys({ ...state?.inputs, ...state?.outputs }),
    );
    assert.ok(properties.includes("accountId") && !properties.includes("__program"));
    // For each input of the program, the engine records only its dependencies.
    const shown = told.map(({ stdout, stderr }) => stdout + stderr).join("\n");
    assert.ok(!shown.replaceAll('"__program": []', "").includes("__program"));
  });

  it("say of which account they are where the engine does not tell which resource is deleted", async () => {
    const destroy = await world.destroy();
    if (world.variant === "plugin") {
      assert.deepEqual(placed(destroy), [
        "contractors | contractors (ac2000…): gives back imp_travel: enabled, medium → disabled, high",
        "shop | shop (023e10…): gives back userProfiles: enabled → disabled",
        "staff | staff (699d98…): gives back imp_travel: enabled, medium → disabled, high",
      ]);
      return;
    }
    assert.deepEqual(placed(destroy), [
      ` | FraudSettings ${ZONE}: gives back userProfiles: enabled → disabled`,
      ` | RiskBehaviors ${ACCOUNT}: gives back imp_travel: enabled, medium → disabled, high`,
      ` | RiskBehaviors ${SECOND}: gives back imp_travel: enabled, medium → disabled, high`,
    ]);
  });
});
