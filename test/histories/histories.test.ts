import fc from "fast-check";
import { VARIANTS } from "../e2e/dynamic-and-plugin.js";
import { Cloud } from "./cloud.js";
import { type Story, story } from "./commands.js";
import { BrokenLaw, History } from "./history.js";
import { known, storyOf } from "./past-failures.js";
import { slots } from "./program-positions.js";

/**
 * The number of histories: HISTORIES=50000 for random ones. By default a few that are always the same, so that a change does not fail for a
 * bug that it did not cause. HISTORIES_SEED and HISTORIES_PATH select histories, as a failure prints them.
 */
const { HISTORIES, HISTORIES_SEED } = process.env;
const count = Number(HISTORIES ?? 200);
const seed = Number(HISTORIES_SEED ?? (HISTORIES === undefined ? 1 : Math.floor(Math.random() * 2 ** 31)));
const path = process.env["HISTORIES_PATH"];

for (const variant of VARIANTS) {
  describe(`In every history of a stack (${variant})`, function () {
    this.timeout(0);

    let cloud: Cloud;
    before(async () => {
      cloud = await Cloud.start();
    });
    after(() => cloud.stop());

    for (const [title, commands] of known) {
      it(`the laws hold: ${title}`, () => History.live(cloud, storyOf(commands), variant));
      it(`the laws hold, with sets: ${title}`, () => History.live(cloud, storyOf(commands, slots), variant));
    }

    // The plugin uses the same core, and waits for the checks of a run. Fewer histories are enough to test its own code.
    const runs = variant === "plugin" ? Math.ceil(count / 10) : count;
    it(`the laws hold (${runs} histories)`, async () => {
      const property = fc.asyncProperty(story, (told) => History.live(cloud, told, variant));
      const checked = await fc.check(property, { numRuns: runs, seed, ...(path && { path }) });
      if (checked.failed) {
        const told = report(checked);
        // Prints at once: mocha reports only at the end, and a person who stops a long run would never see which history failed.
        process.stderr.write(`${told}\n`);
        throw new Error(told, { cause: checked.errorInstance });
      }
    });
  });
}

function report({
  counterexamplePath,
  errorInstance,
  numRuns,
  numShrinks,
  ...failure
}: fc.RunDetails<[Story]>): string {
  const told = errorInstance instanceof BrokenLaw ? errorInstance.story : [];
  return [
    `a law is broken in history ${numRuns} (made shorter ${numShrinks} times):`,
    ...told.map((sentence) => `  - ${sentence}`),
    `then: ${errorInstance instanceof Error ? errorInstance.message : String(errorInstance)}`,
    `again: HISTORIES_SEED=${failure.seed} HISTORIES_PATH=${counterexamplePath} npx mocha test/histories/*.test.ts`,
  ].join("\n");
}
