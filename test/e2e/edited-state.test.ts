import assert from "node:assert/strict";
import { behaviors, off, on } from "./programs.js";
import { ACCOUNT, linesAbout, story } from "./world.js";

story("A state that was edited by hand", {}, (world) => {
  const live = () => world.emulator.account(ACCOUNT).settings["imp_travel"];

  /** Gives the only resource of ours another `initial`. */
  const edit = async (initial: unknown) => {
    const { stdout } = await world.project.run(["stack", "export"]);
    const edited = JSON.parse(stdout, (key, value) =>
      key === "outputs" && value.behaviors ? { ...value, initial } : value,
    );
    await world.project.run(["stack", "import"], { input: JSON.stringify(edited) });
  };

  beforeEach(async () => {
    world.declare(behaviors({ imp_travel: on("low") }));
    await world.up();
    assert.deepEqual((await world.state("workforce")).outputs["initial"], { imp_travel: off("high") });
  });
  afterEach(() =>
    Object.assign(world.emulator.account(ACCOUNT).behavior("imp_travel"), {
      enabled: false,
      risk_level: "high",
    }),
  );

  for (const [what, initial] of [
    ["no initial", undefined],
    ["an empty one", {}],
    ["one of other settings", { high_dlp: off("low") }],
  ] as const) {
    it(`and has ${what}: destroy leaves what it knows nothing of, and says so`, async () => {
      await edit(initial);
      const destroy = await world.destroy();
      assert.deepEqual(destroy.puts, []);
      assert.deepEqual(linesAbout(destroy, "RiskBehaviors"), [
        "leaves imp_travel as it is: it has no value on record from before it was managed",
      ]);
    });

    it(`and has ${what}: a refresh does not make one up`, async () => {
      await edit(initial);
      await world.refresh();
      const destroy = await world.destroy();
      assert.deepEqual(linesAbout(destroy, "RiskBehaviors"), [
        "leaves imp_travel as it is: it has no value on record from before it was managed",
      ]);
    });

    it(`and has ${what}: works on, and destroy leaves that setting alone`, async () => {
      await edit(initial);
      world.declare(behaviors({ imp_travel: on("low"), sentinel_one: on("low") }));
      await world.up();
      await world.destroy();
      assert.deepEqual(live(), { enabled: true, risk_level: "low" });
      assert.equal(world.emulator.account(ACCOUNT).behavior("sentinel_one").enabled, false);
    });
  }

  for (const [what, initial] of [
    ["a text", "none"],
    ["null", null],
    ["half a setting", { imp_travel: { enabled: true } }],
  ] as const) {
    it(`and has ${what} for initial: every operation says so and sends nothing, until it is mended`, async () => {
      await edit(initial);
      world.declare(behaviors({ imp_travel: on("medium") }));
      for (const operate of ["preview", "up", "refresh", "destroy"] as const) {
        const { code, lines, sent } = await world[operate]({ allowFailure: true });
        assert.notEqual(code, 0);
        assert.deepEqual(sent, []);
        assert.match(
          lines.join("\n"),
          /The state of this resource is not as it was recorded: initial\S* \(.*\)\. If it was edited by hand, mend it with pulumi stack export and pulumi stack import/,
        );
      }
      await edit({ imp_travel: off("high") });
      await world.destroy();
      assert.deepEqual(live(), { enabled: false, risk_level: "high" });
    });
  }
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
