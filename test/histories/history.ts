import assert from "node:assert/strict";
import { Auditor } from "./auditor.js";
import type { Cloud } from "./cloud.js";
import type { Command, Event, PulumiRun } from "./commands.js";
import { Engine } from "./engine.js";
import { normal, Program } from "./program.js";
import type { ProviderProcess } from "./provider-process.js";
import type { Ended, UpOptions } from "./stack.js";
import { tell, tellEnd } from "./story.js";
import { names, pick, readProps } from "./units.js";
import { accounts, World, zones } from "./world.js";

/** A promise is broken: what has happened, and what is wrong. */
export class BrokenPromise extends Error {
  override readonly name = "BrokenPromise";

  constructor(
    readonly story: readonly string[],
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** One life of a stack: a world, a program, an engine with its state, and an auditor who watches. */
export class History {
  readonly auditor: Auditor;
  private readonly world = new World();
  private readonly program = new Program();
  private readonly engine: Engine;
  /** What has happened so far, a sentence each. */
  private readonly story: string[] = [];

  constructor(
    provider: ProviderProcess,
    private readonly cloud: Cloud,
  ) {
    this.auditor = new Auditor(this.world, cloud);
    this.engine = new Engine(provider, this.auditor);
    cloud.calm();
  }

  async live(commands: readonly Command[]): Promise<void> {
    try {
      for (const command of commands) await this.take(command);
      await this.end();
    } catch (error) {
      throw new BrokenPromise(this.story, error);
    }
  }

  private async take(command: Command): Promise<void> {
    const sentence = tell(command, this.program);
    if (sentence !== undefined) this.story.push(sentence);
    if ("edit" in command) this.program.edit(command.edit);
    else if ("event" in command) this.happen(command.event);
    else await this.pulumi(command.pulumi);
  }

  /** However it went: once all works again, the stack comes to what the program declares, and then gives everything back. */
  private async end(): Promise<void> {
    this.story.push("in the end everything works again");
    this.world.heal();
    this.cloud.calm();
    await this.refresh();
    const { failure } = await this.up({});
    if (failure === undefined) this.compareAll();
    await this.watch("destroy", this.engine.destroy());
    assert.equal(this.engine.state.size, 0, "destroy has left resources in the state");
  }

  private compareAll(): void {
    for (const place of [...accounts, ...zones]) {
      const declared = this.program.declaredAt(place);
      assert.deepEqual(pick(this.world.live(place), names(declared)), declared, "live after refresh and up");
    }
  }

  private happen(event: Event): void {
    const { world, cloud } = this;
    switch (event.do) {
      case "drift":
        world.change(event.place, event.unit, event.value);
        break;
      case "meanwhile":
        cloud.meanwhile = () => this.interfere(event);
        break;
      case "appear":
        world.appear(event.place, event.unit);
        break;
      case "vanish":
        world.account(event.place).behaviors.delete(event.unit);
        break;
      case "lose":
      case "regain":
        world.lose(event.what, event.place, event.do === "lose");
        break;
      case "set token":
        world.setToken(event.token);
        break;
      case "set PUT":
        Object.assign(world.account(event.place), { putMode: event.mode, putAnswer: event.answer });
        break;
      case "fail":
        cloud.faults.push(...event.faults);
        break;
      case "heal":
        world.heal();
        break;
    }
  }

  /**
   * Between a GET and a PUT somebody else enables a behavior that nobody here owns. (Where PUTs replace, it is wiped with the rest, and
   * cannot be told from it.)
   */
  private interfere({ place, unit, value }: Event & { do: "drift" | "meanwhile" }): void {
    const isOwned = [...this.engine.state.values()].some(({ kind, outputs, inputs }) =>
      [outputs, inputs].some((props) => unit in readProps(kind, props).units),
    );
    if (this.world.account(place).putMode === "merge" && !isOwned && !this.program.owns(place, unit)) {
      this.auditor.interfere(place, unit, value);
    }
  }

  private async pulumi(run: PulumiRun): Promise<void> {
    const { engine, program } = this;
    switch (run.do) {
      case "preview":
        await this.watch("preview", engine.preview(program.declarations()));
        assert.equal(this.puts(), 0, "a preview has written");
        break;
      case "refresh":
        await this.refresh();
        break;
      case "destroy":
        await this.watch("destroy", engine.destroy());
        break;
      case "up":
        await this.up({ checks: run.checks });
        break;
      case "up --replace":
        await this.up({ replace: program.name(run.slot) });
        break;
      case "up --target":
        await this.someOfUp({ targets: [program.name(run.slot)] });
        break;
      case "up, killed":
        await this.someOfUp({ killAfter: run.after });
    }
  }

  private someOfUp(options: UpOptions): Promise<Ended> {
    return this.watch("up", this.engine.up(this.program.declarations(), options));
  }

  /** A whole `up`, and another one, which must find nothing to do. */
  private async up(options: UpOptions): Promise<Ended> {
    const declarations = this.program.declarations();
    const ended = await this.someOfUp(options);
    if (ended.failure !== undefined) return ended;
    assert.equal(this.engine.state.size, declarations.length, "resources in the state");
    for (const { name, kind, inputs } of declarations) {
      const resource = this.engine.state.get(name);
      const declared = normal(kind, readProps(kind, inputs).units);
      assert.deepEqual(readProps(kind, resource?.inputs ?? {}).units, declared, "inputs in the state");
      assert.deepEqual(readProps(kind, resource?.outputs ?? {}).units, declared, "outputs in the state");
    }
    const again = await this.someOfUp({});
    assert.deepEqual(again, { operations: 0 }, "a second up has something to do");
    assert.equal(this.cloud.requests.length, 0, "a second up sends requests");
    return ended;
  }

  private async refresh(): Promise<void> {
    const ended = await this.watch("refresh", this.engine.refresh());
    if (ended.failure !== undefined) return;
    for (const { kind, inputs, outputs } of this.engine.state.values()) {
      const { place, units } = readProps(kind, outputs);
      assert.deepEqual(units, pick(this.world.live(place), names(units)), "outputs after a refresh");
      assert.deepEqual(readProps(kind, inputs).units, units, "inputs after a refresh");
    }
  }

  private puts(): number {
    return this.cloud.requests.filter(({ method }) => method === "PUT").length;
  }

  /** Waits for a run, and looks at what must hold after each. Faults are for one run only. */
  private async watch(name: string, run: Promise<Ended>): Promise<Ended> {
    const ended = await run;
    this.story.push(`  ${name}: ${tellEnd(ended)}`);
    this.auditor.end(ended);
    this.cloud.calm();
    return ended;
  }
}
