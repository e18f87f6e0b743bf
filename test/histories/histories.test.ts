import fc from "fast-check";
import { type Command, history } from "./commands.js";
import { BrokenPromise } from "./history.js";
import { Lane } from "./lane.js";

/** How many histories: HISTORIES=50000. Which: HISTORIES_SEED and HISTORIES_PATH, as a failure prints them. */
const count = Number(process.env["HISTORIES"] ?? 1_000);
const seed = Number(process.env["HISTORIES_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const path = process.env["HISTORIES_PATH"];

/** One lane mostly waits for its provider process, so a second one costs little. A given history is lived in one. */
const LANES = path === undefined ? 2 : 1;

describe("In every history of a stack", function () {
  this.timeout(0);

  let lanes: Lane[] = [];
  before(async () => {
    lanes = await Promise.all(Array.from({ length: LANES }, Lane.open));
  });
  after(() => Promise.all(lanes.map((lane) => lane.close())));

  it(`the promises hold (${count} histories)`, async () => {
    let failed: Lane | undefined;
    const checked = await Promise.all(
      lanes.map((lane, index) => {
        const live = async (commands: readonly Command[]) => {
          // The lane that failed goes on, to make its history shorter.
          if (failed !== undefined && failed !== lane) return;
          await lane.live(commands).catch((error: unknown) => {
            failed = lane;
            throw error;
          });
        };
        const parameters = { numRuns: Math.ceil(count / LANES), seed: seed + index, ...(path && { path }) };
        return fc.check(fc.asyncProperty(history, live), parameters);
      }),
    );
    const failure = checked.find((result) => result.failed);
    if (failure !== undefined) throw new Error(report(failure), { cause: failure.errorInstance });
  });
});

function report(failure: fc.RunDetails<[readonly Command[]]>): string {
  const { counterexamplePath, errorInstance, numRuns, numShrinks } = failure;
  const story = errorInstance instanceof BrokenPromise ? errorInstance.story : [];
  return [
    `a promise is broken in history ${numRuns} (made shorter ${numShrinks} times):`,
    ...story.map((sentence) => `  - ${sentence}`),
    `then: ${errorInstance instanceof Error ? errorInstance.message : String(errorInstance)}`,
    `again: HISTORIES_SEED=${failure.seed} HISTORIES_PATH=${counterexamplePath} npx mocha test/histories/*.test.ts`,
  ].join("\n");
}
