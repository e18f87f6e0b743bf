import assert from "node:assert/strict";
import { type Behavior, behaviors, code, off, on } from "./programs.js";
import { behaviorsPath, changes, id, linesAbout, story, TOKEN, type Told } from "./world.js";

const OTHER_PROVIDER =
  'const provider = new risk.Provider("other", { apiToken: config.requireSecret("otherToken") });';
const low = on("low");
const deployed = { enabled: true, risk_level: "low" };
const found = { enabled: false, risk_level: "high" };

/** The resources of each case have their own account. */
const account = {
  giverFirst: id("a1"),
  takerFirst: id("a2"),
  inTwoSteps: id("a3"),
  targeted: id("a4"),
  sameProvider: id("a5"),
  renamed: id("a6"),
  aliased: id("a7"),
};
type Case = keyof typeof account;
const options = {
  config: { otherToken: { secret: TOKEN } },
  seed: { accounts: Object.fromEntries(Object.values(account).map((id) => [id, {}])) },
};
const giver = (name: Case, map: Readonly<Record<string, Behavior>>) =>
  behaviors({ high_dlp: low, ...map }, { name: `${name}Giver`, account: account[name] });
const taker = (name: Case, map: Readonly<Record<string, Behavior>>, opts = "{ provider }") =>
  behaviors(
    { sentinel_one: low, ...map },
    { name: `${name}Taker`, account: account[name], opts: code(opts) },
  );
const setting = { imp_travel: low };
const sameProviderTaker = behaviors(setting, { name: "sameProviderTaker", account: account.sameProvider });

function warnings({ diagnostics }: Told, about: string): string[] {
  return diagnostics.flatMap(({ severity, message }) =>
    severity === "warning" && message.startsWith(about) ? [message.trim()] : [],
  );
}

story("A setting that moves to a resource of another provider", options, (world) => {
  const live = (name: Case) => world.emulator.account(account[name]).settings["imp_travel"];
  const declare = (...statements: string[]) => world.declare(OTHER_PROVIDER, ...statements);
  const initialOf = async (name: Case) =>
    Object((await world.state(`${name}Taker`)).outputs["initial"])["imp_travel"];
  const isToldOfBefore = (told: Told, name: Case) =>
    linesAbout(told, "RiskBehaviors", account[name]).some((line) =>
      line.includes("Before it was first managed: imp_travel: disabled, high."),
    );
  /** Whether the giver left the setting to the taker, according to the lines of the `up` that moved it. */
  const wasLeft = new Map<Case, boolean>();
  const ORDERS = ["giverFirst", "takerFirst"] as const;
  const isTargeted = ["--target", "**targetedTaker", "--target", "**sameProviderTaker"];

  before(async () => {
    declare(
      ...ORDERS.flatMap((name) => [giver(name, setting), taker(name, {})]),
      giver("inTwoSteps", setting),
      taker("inTwoSteps", {}),
      giver("targeted", setting),
      taker("targeted", {}),
      giver("sameProvider", setting),
    );
    await world.up();
    declare(
      ...[giver("giverFirst", {}), taker("giverFirst", setting)],
      ...[taker("takerFirst", setting), giver("takerFirst", {})],
      ...[giver("inTwoSteps", {}), taker("inTwoSteps", {})],
      ...[giver("targeted", {}), taker("targeted", setting)],
      ...[giver("sameProvider", {}), sameProviderTaker],
    );
  });

  it("is said to lose its history where only the taker is a target, with one provider too", async () => {
    const preview = await world.preview({ args: isTargeted });
    for (const name of ["targeted", "sameProvider"] as const) {
      const taker = `${name}Taker (${account[name].slice(0, 6)}…)`;
      assert.deepEqual(warnings(preview, taker), [
        `${taker}: comes to manage imp_travel, but not all of the program's resources for the same account were looked at (with --target, after an error, or after a Ctrl-C). ` +
          "If another one managed it until now, what was there before stays with that one: run pulumi up without --target.",
      ]);
    }
    await world.up({ args: ["--target", "**targetedTaker"] });
    assert.deepEqual(live("targeted"), deployed);
  });

  it("is said to be given back unnoticed, perhaps, where only the giver is a target, with one provider too", async () => {
    const targets = ["--target", "**targetedGiver", "--target", "**sameProviderGiver"];
    const preview = await world.preview({ args: targets });
    for (const name of ["targeted", "sameProvider"] as const) {
      assert.deepEqual(warnings(preview, `${name}Giver`), [
        `${name}Giver (${account[name].slice(0, 6)}…): gives up imp_travel, but not all of the program's resources for the same account were looked at (with --target, after an error, or after a Ctrl-C). ` +
          "If another one manages it already, it does not notice what is given back here: run pulumi up without --target.",
      ]);
    }
  });

  it("is live as declared afterwards, and the preview says what may be lost, whichever stands first", async () => {
    const preview = await world.preview();
    for (const name of ORDERS) {
      assert.deepEqual(warnings(preview, name), [
        `${name}Giver (${account[name].slice(0, 6)}…): leaves imp_travel to the resource of another provider that declares it now, which cannot take over what was there before. ` +
          'To keep that on record, give a renamed resource "aliases"; move a setting by removing it in one pulumi up, which gives it back, and declaring it there in the next',
      ]);
      assert.ok(
        !linesAbout(preview, "RiskBehaviors", account[name]).some((line) =>
          line.startsWith("gives back imp_travel"),
        ),
      );
    }
    assert.deepEqual(warnings(preview, "sameProvider"), []);
    // What would be handed over is only what the same provider has on record.
    const hints = preview.diagnostics.filter(({ message }) => message.includes("then it hands over"));
    assert.ok(
      hints.every(({ message }) => message.includes("if another resource of the same provider managed")),
    );
    assert.deepEqual(
      hints.filter(({ message }) => message.startsWith("sameProvider")),
      [],
    );
    const up = await world.up();
    for (const name of ORDERS) {
      assert.deepEqual(live(name), deployed);
      // Two processes run in parallel: either the giver knew of the taker in time, or the taker read after the giver had given back.
      const isLeft = linesAbout(up, "RiskBehaviors", account[name]).some((line) =>
        /^leaves imp_travel to the resource of another provider .*: imp_travel: disabled, high\./.test(line),
      );
      wasLeft.set(name, isLeft);
      assert.deepEqual(await initialOf(name), isLeft ? low : off("high"));
    }
    assert.deepEqual(live("inTwoSteps"), found);
    assert.deepEqual(await initialOf("sameProvider"), off("high"));
    // Its taker already had the setting.
    assert.ok(!up.sent.includes(`PUT ${behaviorsPath(account.targeted)}`));
    assert.deepEqual(live("targeted"), deployed);
    assert.ok(isToldOfBefore(up, "targeted"));
  });

  it("keeps its history in the two steps that the preview recommends, and what has moved costs no request", async () => {
    declare(
      ...ORDERS.flatMap((name) => [giver(name, {}), taker(name, setting)]),
      ...[giver("inTwoSteps", {}), taker("inTwoSteps", setting)],
      ...[giver("targeted", {}), taker("targeted", setting)],
      ...[giver("sameProvider", {}), sameProviderTaker],
    );
    const up = await world.up();
    assert.deepEqual(changes(up), ["update inTwoStepsTaker"]);
    assert.ok(up.sent.every((sent) => sent.endsWith(behaviorsPath(account.inTwoSteps))));
    assert.deepEqual(live("inTwoSteps"), deployed);
    assert.deepEqual(await initialOf("inTwoSteps"), off("high"));
  });

  it("is given back in the end, as it is remembered", async () => {
    await world.destroy();
    for (const name of ORDERS) {
      assert.deepEqual(live(name), wasLeft.get(name) ? deployed : found);
    }
    assert.deepEqual(live("inTwoSteps"), found);
    assert.deepEqual(live("sameProvider"), found);
  });
});

story("A resource that gets another name and another provider at once", options, (world) => {
  const live = (name: Case) => world.emulator.account(account[name]).settings["imp_travel"];
  const resource = (kind: "renamed" | "aliased", when: "Before" | "After", opts = "{}") =>
    behaviors(setting, { name: `${kind}${when}`, account: account[kind], opts: code(opts) });

  it("is live as declared afterwards, and the preview names aliases, with which it keeps what was there before", async () => {
    world.declare(resource("renamed", "Before"), resource("aliased", "Before"));
    await world.up();
    world.declare(
      OTHER_PROVIDER,
      resource("renamed", "After", "{ provider }"),
      resource("aliased", "After", '{ provider, aliases: [{ name: "aliasedBefore" }] }'),
    );
    const preview = await world.preview();
    assert.ok(
      linesAbout(preview, "RiskBehaviors", account.renamed).includes(
        'if this is a renamed resource, give it "aliases": then it keeps what was there before',
      ),
    );
    const up = await world.up();
    assert.deepEqual(
      changes(up).filter((change) => change.includes("renamed")),
      ["create renamedAfter", "delete renamedBefore"],
    );
    assert.deepEqual(up.puts, []);
    assert.deepEqual(live("renamed"), deployed);
    assert.ok(
      linesAbout(up, "RiskBehaviors", account.renamed).some((line) =>
        line.includes("Before it was first managed: imp_travel: disabled, high."),
      ),
    );
    assert.ok(!up.sent.some((sent) => sent.endsWith(behaviorsPath(account.aliased))));
    assert.deepEqual((await world.state("aliasedAfter")).outputs["initial"], { imp_travel: off("high") });
    assert.deepEqual((await world.up({ args: ["--expect-no-changes"] })).sent, []);
    await world.destroy();
    assert.deepEqual(live("renamed"), deployed);
    assert.deepEqual(live("aliased"), found);
  });
});
