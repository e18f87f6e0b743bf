import fc from "fast-check";
import { Cloud } from "./cloud.js";
import { type Command, history } from "./commands.js";
import { BrokenPromise, History } from "./history.js";
import { ProviderProcess } from "./provider-process.js";

/** How many histories: HISTORIES=50000. Which: HISTORIES_SEED and HISTORIES_PATH, as a failure prints them. */
const numRuns = Number(process.env["HISTORIES"] ?? 1_000);
const seed = process.env["HISTORIES_SEED"];
const path = process.env["HISTORIES_PATH"];

/** The provider process keeps what each run's `__provider` text led to, for ever: a fresh one now and then. */
const HISTORIES_PER_PROCESS = 2_000;

describe("In every history of a stack", function () {
  this.timeout(0);

  let cloud: Cloud;
  let provider: ProviderProcess | undefined;
  let lived = 0;
  let current: History | undefined;

  before(async () => {
    cloud = await Cloud.start();
  });
  after(async () => {
    await provider?.stop();
    cloud.stop();
  });

  async function live(commands: readonly Command[]): Promise<void> {
    if (lived % HISTORIES_PER_PROCESS === 0) {
      await provider?.stop();
      provider = undefined;
    }
    lived += 1;
    provider ??= await ProviderProcess.start((line) => current?.auditor.printed.push(line));
    current = new History(provider, cloud);
    await current.live(commands);
  }

  it(`the promises hold (${numRuns} histories)`, async () => {
    const checked = await fc.check(fc.asyncProperty(history, live), {
      numRuns,
      ...(seed !== undefined && { seed: Number(seed) }),
      ...(path !== undefined && { path }),
    });
    if (checked.failed) throw new Error(report(checked), { cause: checked.errorInstance });
  });
});

function report(checked: fc.RunDetails<[readonly Command[]]>): string {
  const { counterexamplePath, errorInstance, numRuns: run, numShrinks, seed: used } = checked;
  const story = errorInstance instanceof BrokenPromise ? errorInstance.story : [];
  return [
    `a promise is broken in history ${run} (made shorter ${numShrinks} times):`,
    ...story.map((sentence) => `  - ${sentence}`),
    `then: ${errorInstance instanceof Error ? errorInstance.message : String(errorInstance)}`,
    `again: HISTORIES_SEED=${used} HISTORIES_PATH=${counterexamplePath} npx mocha test/histories/*.test.ts`,
  ].join("\n");
}
