import assert from "node:assert/strict";
import { type Behavior, behaviors, off, on } from "./programs.js";
import { behaviorsPath, id, linesAbout, story, type Told } from "./world.js";

/** Edits of `initial` that are still valid. */
const EDITS = [
  { what: "no initial", initial: undefined, forgotten: [] },
  { what: "an empty one", initial: {}, forgotten: [] },
  {
    what: "one of other settings",
    initial: { high_dlp: off("low") },
    forgotten: [
      "leaves high_dlp as it is: the last refresh did not find it. Before it was first managed: high_dlp: disabled, low",
    ],
  },
].map((edit, index) => ({
  ...edit,
  destroyed: { name: `destroyed-${index}`, account: id(`a${index}`) },
  refreshed: { name: `refreshed-${index}`, account: id(`b${index}`) },
  extended: { name: `extended-${index}`, account: id(`c${index}`) },
}));
const resources = EDITS.flatMap(({ initial, destroyed, refreshed, extended }) =>
  [destroyed, refreshed, extended].map((resource) => ({ ...resource, initial })),
);
const BROKEN = { name: "workforce", account: id("d0") };
const seed = {
  accounts: Object.fromEntries([...resources, BROKEN].map(({ account }) => [account, {}])),
};

story("A state that was edited by hand", { seed }, (world) => {
  const live = (account: string) => world.emulator.account(account).settings["imp_travel"];
  const found = { enabled: false, risk_level: "high" };
  const low = { imp_travel: on("low") };

  /** Gives each resource a new `initial`. */
  const edit = async (initialOf: (account: string) => unknown) => {
    const { stdout } = await world.project.run(["stack", "export"]);
    const edited = JSON.parse(stdout, (key, value) =>
      key === "outputs" && value.behaviors ? { ...value, initial: initialOf(value.accountId) } : value,
    );
    await world.project.run(["stack", "import"], { input: JSON.stringify(edited) });
  };
  const declare = (map: (name: string) => Readonly<Record<string, Behavior>>) =>
    world.declare(...resources.map(({ name, account }) => behaviors(map(name), { name, account })));

  describe("and has another initial:", () => {
    let destroy: Told;
    before(async () => {
      declare(() => low);
      await world.up();
      for (const { outputs } of Object.values(await world.resources())) {
        assert.deepEqual(outputs["initial"], { imp_travel: off("high") });
      }
      await edit((account) => resources.find((resource) => resource.account === account)?.initial);
      await world.refresh({ args: EDITS.flatMap(({ refreshed }) => ["--target", `**${refreshed.name}`]) });
      declare((name) => (name.startsWith("extended") ? { ...low, sentinel_one: on("low") } : low));
      await world.up();
      destroy = await world.destroy();
    });

    for (const { what, forgotten, destroyed, refreshed, extended } of EDITS) {
      it(`${what}: destroy leaves what it knows nothing of, and says so`, () => {
        assert.ok(!destroy.sent.includes(`PUT ${behaviorsPath(destroyed.account)}`));
        assert.deepEqual(live(destroyed.account), { enabled: true, risk_level: "low" });
        assert.deepEqual(linesAbout(destroy, "RiskBehaviors", destroyed.account), [
          ...forgotten,
          "leaves imp_travel as it is: it has no value on record from before it was managed",
        ]);
      });

      it(`${what}: a refresh does not make one up`, () => {
        assert.deepEqual(linesAbout(destroy, "RiskBehaviors", refreshed.account), [
          "leaves imp_travel as it is: it has no value on record from before it was managed",
        ]);
      });

      it(`${what}: works on, and destroy leaves that setting alone`, () => {
        assert.deepEqual(live(extended.account), { enabled: true, risk_level: "low" });
        assert.equal(world.emulator.account(extended.account).behavior("sentinel_one").enabled, false);
      });
    }
  });

  // test/settings/old-states.test.ts tests how other invalid values are refused.
  it("and has half a setting for initial: every operation says so and sends nothing, until it is mended", async () => {
    world.declare(behaviors(low, BROKEN));
    await world.up();
    await edit(() => ({ imp_travel: { enabled: true } }));
    world.declare(behaviors({ imp_travel: on("medium") }, BROKEN));
    for (const operate of ["preview", "up", "refresh", "destroy"] as const) {
      const { code, lines, sent } = await world[operate]({ allowFailure: true });
      assert.notEqual(code, 0);
      assert.deepEqual(sent, []);
      assert.match(
        lines.join("\n"),
        /The state of this resource is not as it was recorded: initial\S* \(.*\)\. If it was edited by hand, mend it with pulumi stack export and pulumi stack import/,
      );
    }
    await edit(() => ({ imp_travel: off("high") }));
    await world.destroy();
    assert.deepEqual(live(BROKEN.account), found);
  });
});

story("A transform that gives two resources the same setting", {}, (world) => {
  it("is refused in the preview, which names both", async () => {
    world.declare(
      `pulumi.runtime.registerResourceTransform(({ type, props, opts }) =>
        type.endsWith(":RiskBehaviors") ? { props: { ...props, behaviors: { ...props.behaviors, imp_travel: { enabled: true, riskLevel: "low" } } }, opts } : undefined);`,
      behaviors({ high_dlp: on("low") }, { name: "one" }),
      behaviors({ sentinel_one: on("low") }, { name: "two" }),
    );
    const preview = await world.preview({ allowFailure: true });
    assert.notEqual(preview.code, 0);
    assert.match(
      preview.lines.join("\n"),
      /behaviors\.imp_travel is managed by (one|two) too: declare it in one of them only/,
    );
  });
});
