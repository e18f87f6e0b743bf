import assert from "node:assert/strict";
import { type Emulator, type Seed, startEmulator } from "../../emulator/index.js";
import { configOf } from "../support/emulator-config.js";
import { type Outcome, type Props, ProviderProcess } from "../support/provider-process.js";

/** The text of a resource class. */
export const textOf = (handler: string) =>
  `exports.handler=()=>require("pulumi-risk-posture/handlers").${handler}`;

/** The inputs of a set, with what only the program knows. */
export const fraudSet = (zones: Props, program: Props = {}): Props => ({
  zones,
  __provider: textOf("fraudSettingsSet"),
  __program: program,
});

/** A provider's process for each run of the engine. */
export class ProviderRuns {
  /** What the process of this run has printed. */
  lines: string[] = [];
  private running: ProviderProcess | undefined;
  private current: Emulator | undefined;

  private constructor(private readonly deadline: number) {}

  /**
   * For each test of a suite an emulator with this seed, and a first run. Without a seed the test calls `start` itself.
   *
   * @param deadline Milliseconds until a request is given up: few where the test has an outage, many where it has none and the machine may
   * be slow.
   */
  static forEachTest(seed: Seed | undefined, deadline = 30_000): ProviderRuns {
    const runs = new ProviderRuns(deadline);
    beforeEach(() => (seed === undefined ? undefined : runs.start(seed)));
    afterEach(async () => {
      await runs.end();
      await runs.emulator.close();
    });
    return runs;
  }

  /** Starts an emulator, and begins the first run. */
  async start(seed: Seed): Promise<void> {
    this.current = await startEmulator(seed);
    await this.begin();
  }

  get emulator(): Emulator {
    return this.current ?? assert.fail("no emulator was started");
  }

  /** Begins another run. */
  async begin(): Promise<void> {
    await this.end();
    const lines: string[] = [];
    this.lines = lines;
    this.running = await ProviderProcess.start((line) => lines.push(line), {
      less: { deadline: this.deadline },
    });
    await this.provider.configure(configOf(this.emulator));
  }

  async end(): Promise<void> {
    await this.running?.stop();
    this.running = undefined;
  }

  /** Ends the run as the engine does, which lets the process say what it has to say. */
  async interrupt(): Promise<void> {
    await this.provider.interrupt();
    this.running = undefined;
  }

  get provider(): ProviderProcess {
    return this.running ?? assert.fail("no run has begun");
  }

  async check(olds: Props, news: Props): Promise<Props> {
    const answer = await this.provider.check(olds, news);
    return "inputs" in answer ? answer.inputs : assert.fail(answer.failures.join("\n"));
  }

  /** Creates a resource, and answers what the engine records of it, done or half done. */
  async create(inputs: Props): Promise<Outcome> {
    return this.provider.create(await this.check({}, inputs));
  }
}

export function recordOf(outcome: Outcome): Props {
  return (outcome.ok ? outcome : outcome.partial)?.outputs ?? {};
}
