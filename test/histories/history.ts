import assert from "node:assert/strict";
import { Auditor } from "./auditor.js";
import type { Cloud } from "./cloud.js";
import type { Command, Event, PulumiRun } from "./commands.js";
import { type Ended, Engine, type UpOptions } from "./engine.js";
import { normal, Program } from "./program.js";
import type { ProviderProcess } from "./provider-process.js";
import { names, pick, readProps } from "./units.js";
import { accounts, World, zones } from "./world.js";

/** One life of a stack: a world, a program, an engine with its state, and an auditor who watches. */
export class History {
  readonly auditor: Auditor;
  private readonly world = new World();
  private readonly program = new Program();
  private readonly engine: Engine;

  constructor(
    provider: ProviderProcess,
    private readonly cloud: Cloud,
  ) {
    this.auditor = new Auditor(this.world, cloud);
    this.engine = new Engine(provider, this.auditor);
    cloud.calm();
  }

  async live(commands: readonly Command[]): Promise<void> {
    for (const command of commands) {
      if ("edit" in command) this.program.edit(command.edit);
      else if ("event" in command) this.happen(command.event);
      else await this.pulumi(command.pulumi);
    }
    await this.end();
  }

  /** However it went: once all works again, the stack comes to what the program declares, and then gives everything back. */
  private async end(): Promise<void> {
    this.world.heal();
    this.cloud.calm();
    await this.refresh();
    const { failure } = await this.up({});
    for (const place of failure === undefined ? [...accounts, ...zones] : []) {
      const declared = this.program.declaredAt(place);
      assert.deepEqual(pick(this.world.live(place), names(declared)), declared, "live after refresh and up");
    }
    await this.watch(this.engine.destroy());
    assert.equal(this.engine.state.size, 0, "destroy has left resources in the state");
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
        cloud.faults.push(event.fault);
        break;
      case "heal":
        world.heal();
        break;
    }
  }

  /**
   * Between a GET and a PUT somebody else enables a behavior that nobody here owns. (To disable one, where PUTs replace, looks like
   * what the PUT itself does, and what it wiped cannot be told from what was set in that moment.)
   */
  private interfere({ place, unit, value }: Event & { do: "drift" | "meanwhile" }): void {
    const account = this.world.cloudflare.accounts.get(place);
    const enables =
      typeof value === "object" && value !== null && "enabled" in value && value["enabled"] === true;
    const isOwned = [...this.engine.state.values()].some(({ kind, outputs, inputs }) =>
      [outputs, inputs].some((props) => unit in readProps(kind, props).units),
    );
    if (account?.putMode === "merge" && enables && !isOwned && !this.program.owns(place, unit)) {
      this.auditor.interfere(place, unit, value);
    }
  }

  private async pulumi(run: PulumiRun): Promise<unknown> {
    const { engine, program } = this;
    switch (run.do) {
      case "preview":
        await this.watch(engine.preview(program.declarations()));
        assert.equal(this.puts(), 0, "a preview has written");
        return;
      case "refresh":
        return this.refresh();
      case "destroy":
        return this.watch(engine.destroy());
      case "up":
        return this.up({ checks: run.checks });
      case "up --replace":
        return this.up({ replace: program.name(run.slot) });
      case "up --target":
        return this.watch(engine.up(program.declarations(), { targets: [program.name(run.slot)] }));
      case "up, killed":
        return this.watch(engine.up(program.declarations(), { killAfter: run.after }));
    }
  }

  private async up(options: UpOptions): Promise<Ended> {
    const declarations = this.program.declarations();
    const ended = await this.watch(this.engine.up(declarations, options));
    if (ended.failure !== undefined) return ended;
    assert.equal(this.engine.state.size, declarations.length, "resources in the state");
    for (const { name, kind, inputs } of declarations) {
      const resource = this.engine.state.get(name);
      const declared = normal(kind, readProps(kind, inputs).units);
      assert.deepEqual(readProps(kind, resource?.inputs ?? {}).units, declared, "inputs in the state");
      assert.deepEqual(readProps(kind, resource?.outputs ?? {}).units, declared, "outputs in the state");
    }
    const again = await this.watch(this.engine.up(declarations));
    assert.deepEqual(again, { operations: 0 }, "a second up has something to do");
    assert.equal(this.cloud.requests.length, 0, "a second up sends requests");
    return ended;
  }

  private async refresh(): Promise<void> {
    const ended = await this.watch(this.engine.refresh());
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
  private async watch(run: Promise<Ended>): Promise<Ended> {
    const ended = await run;
    this.auditor.end(ended);
    this.cloud.calm();
    return ended;
  }
}
