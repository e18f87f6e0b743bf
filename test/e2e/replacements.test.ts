import assert from "node:assert/strict";
import { behaviors, code, off, on } from "./programs.js";
import { ACCOUNT, changes, id, linesAbout, storyOnBothFaces } from "./world.js";

const OTHER = { before: id("b1"), after: id("b2") };
const seed = { accounts: { [ACCOUNT]: {}, [OTHER.before]: {}, [OTHER.after]: {} } } as const;

interface Replacement {
  /** The program before, and after. */
  readonly programs: readonly [before: string[], after: string[]];
  readonly args?: string[];
}

/** All ways in which the engine replaces a resource without a change of its account. */
function replacements(deleteBeforeReplace: boolean) {
  const workforce = (level: string, opts: string) =>
    behaviors(
      { imp_travel: on(level) },
      { opts: code(`{ deleteBeforeReplace: ${deleteBeforeReplace}, ${opts} }`) },
    );
  const withLeader = (account: string) => [
    `const leader = ${behaviors({ high_dlp: on("low") }, { name: "leader", account })}`,
    workforce("low", "replaceWith: [leader]"),
  ];
  return {
    replaceOnChanges: {
      programs: [
        [workforce("low", 'replaceOnChanges: ["behaviors"]')],
        [workforce("medium", 'replaceOnChanges: ["behaviors"]')],
      ],
    },
    replaceWith: { programs: [withLeader(OTHER.before), withLeader(OTHER.after)] },
    replacementTrigger: {
      programs: [[workforce("low", "replacementTrigger: 1")], [workforce("low", "replacementTrigger: 2")]],
    },
    "--replace": {
      programs: [[workforce("low", "")], [workforce("low", "")]],
      args: ["--replace", "**workforce"],
    },
  } satisfies Record<string, Replacement>;
}

storyOnBothFaces("A replacement", { seed }, (world) => {
  const before = { enabled: false, risk_level: "high" } as const;
  const live = () => world.emulator.account(ACCOUNT).settings["imp_travel"];
  beforeEach(() => Object.assign(world.emulator.account(ACCOUNT).behavior("imp_travel"), before));
  const initial = async () => (await world.state("workforce")).outputs["initial"];

  const replace = async ({ programs: [first, second], args = [] }: Replacement): Promise<void> => {
    world.declare(...first);
    await world.up();
    world.declare(...second);
    const up = await world.up({ args });
    assert.ok(changes(up).includes("replace workforce"), changes(up).join());
  };

  for (const [how, replacement] of Object.entries(replacements(true))) {
    it(`by ${how} keeps what was there before, and destroy gives it back`, async () => {
      await replace(replacement);
      assert.deepEqual(await initial(), { imp_travel: off("high") });
      await world.destroy();
      assert.deepEqual(live(), before);
    });
  }

  const createdFirst = replacements(false);

  for (const how of ["replaceOnChanges", "replaceWith"] as const) {
    it(`by ${how} does so without deleteBeforeReplace too`, async () => {
      await replace(createdFirst[how]);
      assert.deepEqual(await initial(), { imp_travel: off("high") });
      await world.destroy();
      assert.deepEqual(live(), before);
    });
  }

  it("by --replace does so without deleteBeforeReplace too, where the same run refreshes first", async () => {
    const { programs, args } = createdFirst["--replace"];
    await replace({ programs, args: [...args, "--refresh"] });
    assert.deepEqual(await initial(), { imp_travel: off("high") });
    await world.destroy();
    assert.deepEqual(live(), before);
  });

  for (const how of ["replacementTrigger", "--replace"] as const) {
    it(`by ${how} without deleteBeforeReplace begins a new history, and says what would have kept the old one`, async () => {
      const replacement: Replacement = createdFirst[how];
      world.declare(...replacement.programs[0]);
      await world.up();
      world.declare(...replacement.programs[1]);
      const preview = await world.preview({ args: replacement.args ?? [] });
      assert.ok(
        linesAbout(preview, "RiskBehaviors").includes(
          'if this is a renamed resource, give it "aliases", and if it replaces one, set deleteBeforeReplace: true: then it keeps what was there before',
        ),
      );
      const up = await world.up({ args: replacement.args ?? [] });
      const told = linesAbout(up, "RiskBehaviors").find((line) => line.startsWith("leaves imp_travel"));
      assert.match(
        told ?? "",
        /Before it was first managed: imp_travel: disabled, high\..* set deleteBeforeReplace: true/,
      );
      assert.deepEqual(up.puts, []);
      assert.deepEqual(await initial(), { imp_travel: on("low") });
      await world.destroy();
      assert.deepEqual(live(), { enabled: true, risk_level: "low" });
    });
  }
});
