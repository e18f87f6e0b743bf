import type { Variant } from "../e2e/dynamic-and-plugin.js";
import { inOrder } from "./engine-order.js";
import { Planning, type Step } from "./planning.js";
import { type Declaration, isOneByOne } from "./program.js";
import type { Options } from "./program-positions.js";
import type { Outcome, Provider } from "./provider.js";
import { Run, type RunOptions } from "./run.js";
import type { Props } from "./settings.js";
import type { Ended, Observer, Operation, Resource, UpOptions } from "./stack.js";
import { State } from "./state.js";
import { orStop, Stop } from "./stop.js";

/** Does what the Pulumi engine does between its calls to the providers, as observed on the real one (facts/pulumi-dynamic.md). */
export class Engine {
  private readonly state = new State();
  private run: Run | undefined;

  constructor(
    private readonly observer: Observer,
    private readonly variant: Variant,
  ) {}

  /** All resources in the state. */
  get all(): readonly Resource[] {
    return this.state.all;
  }

  up(program: readonly Declaration[], options: UpOptions = {}): Promise<Ended> {
    const { steps = "checks first", replace, target, killAfter } = options;
    const isTarget = ({ name }: { name: string }) => target === undefined || name === target;
    const order = isOneByOne(program, this.all) ? "one by one" : steps;
    const isHurried = order === "one by one" || target !== undefined;
    return this.begin({ killAfter, isHurried }, async () => {
      const targeted = program.filter(isTarget);
      const isToBeReplaced = ({ name }: Declaration) => name === replace;
      await inOrder(order, targeted, {
        plan: (one) => this.planning.step(one, isToBeReplaced(one)),
        between: () => this.observer.between(),
        perform: (step) => this.perform(step),
      });
      const known = new Set(program.flatMap(({ name, aliases }) => [name, ...aliases]));
      for (const old of this.state.pendingDelete.filter(isTarget)) {
        await this.delete(old);
      }
      const undeclared = this.state.current.filter((one) => !known.has(one.name) && isTarget(one));
      for (const old of undeclared.reverse()) {
        await this.delete(old);
      }
    });
  }

  /** Only the `check` and `diff` of every resource. */
  preview(program: readonly Declaration[]): Promise<Ended> {
    return this.begin({ isHurried: true }, async () => {
      for (const one of program) {
        await this.planning.step(one, false);
      }
    });
  }

  refresh(): Promise<Ended> {
    return this.begin({ isHurried: true }, async () => {
      for (const old of this.state.current) {
        await this.refreshOne(old);
      }
    });
  }

  destroy(): Promise<Ended> {
    return this.begin({ isHurried: true }, async () => {
      for (const old of [...this.all].reverse()) {
        await this.delete(old);
      }
    });
  }

  private async begin(options: Omit<RunOptions, "variant">, work: () => Promise<void>): Promise<Ended> {
    const run = await Run.start(this.observer.begin(), (line) => this.observer.print(line), {
      ...options,
      variant: this.variant,
    });
    this.run = run;
    let failure: string | undefined;
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Stop)) {
        throw error;
      }
      failure = error.message;
    } finally {
      await run.end();
    }
    return { operations: run.operations, isKilled: run.isKilled, ...(failure !== undefined && { failure }) };
  }

  private async perform(step: Step): Promise<void> {
    const { declaration, inputs } = step;
    const { name, options } = declaration;
    if (step.op === "same") {
      this.state.replace(step.old, { ...step.old, name, inputs, options });
    } else if (step.op === "update") {
      await this.update(step.old, declaration, inputs);
    } else if (step.op === "create") {
      await this.create(declaration, inputs, undefined);
    } else {
      await this.replace(step.old, declaration, inputs);
    }
  }

  private async replace(old: Resource, declaration: Declaration, inputs: Props): Promise<void> {
    if (old.isPendingReplacement || !declaration.options.deleteBeforeReplace) {
      await this.create(declaration, inputs, old);
      return;
    }
    await this.deleteDependents(declaration.name);
    const gone: Resource = { ...old, isPendingReplacement: true };
    await this.take({ op: "delete", old }, old.options, (provider) =>
      provider.delete(old, old.id, old.outputs),
    );
    this.state.replace(old, gone);
    await this.create(declaration, inputs, gone);
  }

  /** Deletes the resources that are replaced together with this one, according to the state, before it. They are checked later. */
  private async deleteDependents(name: string): Promise<void> {
    const dependents = this.state.current.filter(
      (one) => one.options.with === name && !one.isPendingReplacement,
    );
    for (const old of dependents) {
      this.current.cascaded.add(old.uid);
      await this.take({ op: "delete", old }, old.options, (provider) =>
        provider.delete(old, old.id, old.outputs),
      );
      this.state.replace(old, { ...old, isPendingReplacement: true });
    }
  }

  private async create(declaration: Declaration, inputs: Props, old: Resource | undefined): Promise<void> {
    const { name, kind, options } = declaration;
    const operation = { op: "create", name, news: inputs } as const;
    const created = await this.take(operation, options, (provider) => provider.create(declaration, inputs));
    const now = { name, kind, inputs, options, ...created };
    if (old === undefined) {
      this.state.add(now);
    } else {
      this.state.replace(old, { uid: old.uid, ...now });
    }
    if (old !== undefined && !old.isPendingReplacement) {
      this.state.doom(old);
    }
    if (created.initErrors) {
      throw new Stop("half done");
    }
  }

  private async update(old: Resource, declaration: Declaration, inputs: Props): Promise<void> {
    const { name, kind, options } = declaration;
    const operation = { op: "update", old, news: inputs } as const;
    const updated = await this.take(operation, options, (provider) =>
      provider.update(declaration, old.id, old.outputs, inputs),
    );
    this.state.replace(old, { uid: old.uid, name, kind, inputs, options, ...updated });
    if (updated.initErrors) {
      throw new Stop("half done");
    }
  }

  private async delete(old: Resource): Promise<void> {
    if (!old.isPendingReplacement) {
      await this.take({ op: "delete", old }, old.options, (provider) =>
        provider.delete(old, old.id, old.outputs),
      );
    }
    this.state.remove(old);
  }

  private async refreshOne(old: Resource): Promise<void> {
    if (old.isPendingReplacement) {
      return;
    }
    const { id, inputs } = old;
    const operation = { op: "read", old } as const;
    this.observer.begins(operation);
    const read = await orStop(() => this.provider(old.options).read(old, id, old.outputs));
    this.observer.ends(
      operation,
      old.options.provider,
      read === "gone" ? read : { ok: true, id, outputs: read.outputs },
      true,
    );
    if (read === "gone") {
      this.state.remove(old);
    } else {
      await orStop(() => this.provider(old.options).diff(old, id, read.outputs, inputs));
      this.state.replace(old, { ...old, ...read, initErrors: false });
    }
  }

  /** Performs an operation, and stops the run in the cases in which an engine does. */
  private async take(operation: Operation, options: Options, ask: (provider: Provider) => Promise<Outcome>) {
    const run = this.current;
    if (run.isKilled) {
      throw new Stop("killed");
    }
    this.observer.begins(operation);
    if ("old" in operation) {
      this.observer.shows(options.provider, operation.old);
    }
    const outcome = await ask(this.provider(options));
    const isRecorded = !run.count();
    this.observer.ends(operation, options.provider, outcome, isRecorded);
    if (!isRecorded) {
      throw new Stop("killed");
    }
    if (outcome.ok) {
      return { id: outcome.id, outputs: outcome.outputs, initErrors: false };
    }
    if (outcome.partial === undefined || operation.op === "delete") {
      throw new Stop(outcome.message);
    }
    return { ...outcome.partial, initErrors: true };
  }

  private provider({ provider }: Options): Provider {
    return this.current.provider(provider);
  }

  private get planning(): Planning {
    return new Planning(this.current, this.state, this.observer);
  }

  private get current(): Run {
    if (this.run === undefined) {
      throw new Error("no run is under way");
    }
    return this.run;
  }
}
