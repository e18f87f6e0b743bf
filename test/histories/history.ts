import assert from "node:assert/strict";
import type { Variant } from "../e2e/dynamic-and-plugin.js";
import type { Cloud } from "./cloud.js";
import {
  type Command,
  type ConcurrentChange,
  type Event,
  type PulumiRun,
  type Story,
  tell,
} from "./commands.js";
import { Engine } from "./engine.js";
import { assertLive, assertNothingToDo, assertTold, assertWarned } from "./laws/after-up.js";
import { Laws } from "./laws/laws.js";
import type { Setting } from "./ledger.js";
import { compareWithPreview, type Preview, unsureOf } from "./preview.js";
import { isOneByOne, Program } from "./program.js";
import type { Outcome } from "./provider.js";
import type { Ended, Observer, Operation, Resource, UpOptions } from "./stack.js";
import { TOKEN, World } from "./world.js";

/** A broken law: the events so far, and what is wrong. */
export class BrokenLaw extends Error {
  override readonly name = "BrokenLaw";

  constructor(
    readonly story: readonly string[],
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

interface WatchOptions {
  /** Whether a check refuses the inputs of a resource in this run. Default: false. */
  readonly isRefused?: boolean;
  /** The resource that `--target` names. Omitted: all. */
  readonly target?: string | undefined;
}

/** One life of a stack: the world, the program, the engine with its state, and the laws. */
export class History implements Observer {
  private readonly world: World;
  private readonly program: Program;
  private readonly engine: Engine;
  private readonly laws: Laws;
  private readonly told: string[] = [];
  /** Changes that somebody else makes in the next run. */
  private meanwhile: ConcurrentChange[] = [];
  private isDisturbed = false;

  private constructor(
    private readonly cloud: Cloud,
    story: Story,
    private readonly variant: Variant,
  ) {
    this.engine = new Engine(this, variant);
    this.world = new World(story.putAnswer);
    this.program = new Program(story.sets);
    this.told.push(`sets: ${story.sets.join(", ") || "none"}`);
    this.laws = new Laws(this.world);
  }

  static async live(cloud: Cloud, story: Story, variant: Variant): Promise<void> {
    const history = new History(cloud, story, variant);
    try {
      for (const command of story.commands) {
        await history.take(command);
      }
      await history.finish();
    } catch (error) {
      throw new BrokenLaw(history.told, error);
    } finally {
      cloud.end();
    }
  }

  private async take(command: Command): Promise<void> {
    this.told.push(tell(command));
    if ("edit" in command) {
      this.program.edit(command);
    } else if ("event" in command) {
      this.happen(command);
    } else {
      await this.pulumi(command);
    }
  }

  /** Without failures, the stack reaches what the program declares, and destroying it gives everything back. */
  private async finish(): Promise<void> {
    this.meanwhile = [];
    this.cloud.faults = [];
    this.told.push("in the end everything works");
    await this.up({});
    await this.watch("destroy", () => this.engine.destroy());
    assert.deepEqual(this.engine.all, [], "destroy leaves resources in the state");
  }

  private happen(event: Event): void {
    if (event.event === "in the next run fails") {
      this.cloud.faults.push(...event.faults);
    } else if (event.event === "somebody sets") {
      this.somebodySets(event);
    } else {
      this.meanwhile.push(event);
    }
  }

  private somebodySets({ place, name, value }: Omit<ConcurrentChange, "when">): void {
    if (!this.world.change(place, name, value)) {
      return;
    }
    this.told.push(`  somebody sets ${name} of ${place.slice(0, 2)} to ${JSON.stringify(value)}`);
    const owners = this.laws.ledger.holders(this.engine.all);
    const isOurs = (setting: Setting) => (owners.get(setting) ?? []).some((one) => !one.initErrors);
    this.laws.somebodySets(place, name, isOurs);
  }

  private async pulumi(run: PulumiRun): Promise<void> {
    switch (run.pulumi) {
      case "preview and up":
        await this.previewAndUp();
        break;
      case "refresh":
        await this.watch("refresh", () => this.engine.refresh());
        break;
      case "destroy":
        await this.watch("destroy", () => this.engine.destroy());
        break;
      case "up":
        await this.up({ steps: run.steps });
        break;
      case "up --replace":
        await this.up({ replace: this.program.name(run.slot) });
        break;
      case "up --target":
        await this.up({ target: this.program.name(run.slot) });
        break;
      case "up, killed":
        await this.up({ killAfter: run.after, steps: run.steps });
        break;
      case "up, refused": {
        const declarations = this.program.declarations(run.slot);
        const { steps } = run;
        await this.watch("up", () => this.engine.up(declarations, { steps }), { isRefused: true });
        assertTold(this.laws);
      }
    }
  }

  /** A complete `up` makes the declared settings live, and another one has nothing to do. */
  private async up(options: UpOptions, preview?: Preview): Promise<void> {
    const declarations = this.program.declarations();
    const { target } = options;
    const ended = await this.watch("up", () => this.engine.up(declarations, options), { target });
    assertTold(this.laws);
    if (ended.failure !== undefined || ended.isKilled) {
      return;
    }
    if (preview !== undefined) {
      compareWithPreview(this.laws, preview);
    }
    for (const { name, inputs } of declarations) {
      if (target === undefined || target === name) {
        assertLive(this.laws, this.world, inputs);
      }
    }
    if (target !== undefined) {
      // A resource that leaves the program is not checked, and a generated SDK does not count the resources of a program.
      if (this.variant === "dynamic" && declarations.some(({ name }) => name === target)) {
        assertWarned(this.laws);
      }
      return;
    }
    const names = this.engine.all.map((resource) => resource.name);
    assert.deepEqual(names.sort(), declarations.map(({ name }) => name).sort(), "resources in the state");
    assertNothingToDo(await this.watch("up", () => this.engine.up(declarations)), this.cloud);
  }

  private async previewAndUp(): Promise<void> {
    const isQuiet = this.meanwhile.length === 0 && this.cloud.faults.length === 0;
    const declarations = this.program.declarations();
    const before = this.laws.ledger.holders(this.engine.all);
    const ended = await this.watch("preview", () => this.engine.preview(declarations));
    assert.deepEqual(this.laws.changes, [], "a preview has written");
    const preview = { lines: [...this.laws.lines], before, unsure: unsureOf(before), declarations };
    // If one resource waits for another, a preview checks them in another order.
    const isAlike = isQuiet && ended.failure === undefined && !isOneByOne(declarations, this.engine.all);
    await this.up({}, isAlike ? preview : undefined);
  }

  /** Waits for a run, then checks the laws that hold after each. Faults and other people's changes apply to one run only. */
  private async watch(
    name: string,
    start: () => Promise<Ended>,
    { isRefused = false, target }: WatchOptions = {},
  ): Promise<Ended> {
    this.isDisturbed = false;
    this.laws.onArrival = (method, nth) =>
      this.act(({ when }) => typeof when === "object" && when.method === method && when.nth === nth);
    const ended = await start().finally(() => {
      this.laws.onArrival = undefined;
    });
    if (this.cloud.broken !== undefined) {
      throw this.cloud.broken;
    }
    const isCutOff = this.cloud.struck.length > 0 || ended.isKilled;
    const isDisturbed = this.isDisturbed || isCutOff || isRefused;
    this.told.push(
      `  ${name}: ${ended.operations} operations${ended.isKilled ? ", then killed" : ""}${ended.failure === undefined ? "" : `, then: ${ended.failure}`}`,
    );
    this.told.push(...this.laws.lines.map((line) => `    | ${line}`));
    this.cloud.end();
    this.meanwhile = [];
    for (const line of [...this.laws.lines, ended.failure ?? ""]) {
      assert.ok(!line.includes(TOKEN), `the token is shown: ${line}`);
    }
    assert.ok(ended.failure === undefined || isDisturbed, `fails without a reason: ${ended.failure}`);
    const isStopped = ended.failure !== undefined;
    this.laws.end(this.engine.all, { isKilled: ended.isKilled, isDisturbed, isCutOff, isStopped, target });
    return ended;
  }

  private act(isNow: (what: ConcurrentChange) => boolean): void {
    const now = this.meanwhile.filter(isNow);
    this.meanwhile = this.meanwhile.filter((what) => !isNow(what));
    if (now.length > 0) {
      this.isDisturbed = true;
    }
    for (const what of now) {
      this.somebodySets(what);
    }
  }

  begin(): Readonly<Record<string, string>> {
    this.cloud.begin(this.world, this.laws);
    this.laws.begin(this.engine.all);
    return { "cloudflare:baseUrl": this.cloud.url, "cloudflare:apiToken": TOKEN };
  }

  print(line: string): void {
    this.laws.lines.push(line);
  }

  async between(): Promise<void> {
    const isNow = ({ when }: ConcurrentChange) => when === "between checks and operations";
    // Checks may still be reading the live settings: the change has to come after that.
    if (this.meanwhile.some(isNow)) {
      await this.cloud.isQuiet();
    }
    this.act(isNow);
  }

  begins(operation: Operation): void {
    this.laws.begins(operation);
  }

  shows(process: string, resource: Resource): void {
    this.laws.shows(process, resource);
  }

  ends(operation: Operation, process: string, outcome: Outcome | "gone", isHeard: boolean): void {
    if (outcome === "gone") {
      throw new Error("the provider takes for gone what is there");
    }
    const recorded = outcome.ok ? outcome.outputs : outcome.partial?.outputs;
    this.laws.ends(operation, process, outcome.ok, operation.op === "delete" ? undefined : recorded, isHeard);
  }
}
