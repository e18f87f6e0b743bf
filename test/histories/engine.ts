import type { Face } from "../e2e/faces.js";
import { type Declaration, isOneByOne, type Options } from "./program.js";
import type { Outcome, Provider } from "./provider.js";
import { Run, type RunOptions } from "./run.js";
import { declaresSame, type Props, same } from "./settings.js";
import type { Ended, Observer, Operation, Resource, UpOptions } from "./stack.js";

type Step = { readonly declaration: Declaration; readonly inputs: Props } & (
  | { readonly op: "create" }
  | { readonly op: "update" | "same" | "replace"; readonly old: Resource }
);

/** Ends a run, as an error does. */
class Stop extends Error {}

/** What the Pulumi engine does between its calls to the providers, as it was seen to do on the real one (facts/pulumi-dynamic.md). */
export class Engine {
  state: Resource[] = [];
  /** Replaced, and not deleted yet. */
  private doomed: Resource[] = [];
  private uids = 0;
  private run: Run | undefined;

  constructor(
    private readonly observer: Observer,
    private readonly face: Face,
  ) {}

  /** All resources of which the state knows. */
  get all(): readonly Resource[] {
    return [...this.state, ...this.doomed];
  }

  up(program: readonly Declaration[], options: UpOptions = {}): Promise<Ended> {
    const { steps = "checks first", replace, target, killAfter } = options;
    const isTarget = ({ name }: { name: string }) => target === undefined || name === target;
    const order = isOneByOne(program, this.all) ? "one by one" : steps;
    const isHurried = order === "one by one" || target !== undefined;
    return this.begin({ killAfter, isHurried }, async () => {
      const targeted = program.filter(isTarget);
      const isToBeReplaced = ({ name }: Declaration) => name === replace;
      if (order === "checks first") {
        const planned: Step[] = [];
        for (const one of targeted) {
          planned.push(await this.register(one, isToBeReplaced(one)));
        }
        await this.observer.between();
        await settleAll(planned.map((step) => this.perform(step)));
      } else {
        const begun: Promise<void>[] = [];
        for (const one of targeted) {
          const performed = this.perform(await this.register(one, isToBeReplaced(one)));
          if (order === "one by one") {
            await performed;
          } else {
            performed.catch(() => undefined);
          }
          begun.push(performed);
        }
        await settleAll(begun);
      }
      const known = new Set(program.flatMap(({ name, aliases }) => [name, ...aliases]));
      for (const old of this.doomed.filter(isTarget)) {
        await this.delete(old);
      }
      for (const old of this.state.filter((one) => !known.has(one.name) && isTarget(one)).reverse()) {
        await this.delete(old);
      }
    });
  }

  /** `check` and `diff` of everything, and nothing more. */
  preview(program: readonly Declaration[]): Promise<Ended> {
    return this.begin({ isHurried: true }, async () => {
      for (const one of program) {
        await this.register(one, false);
      }
    });
  }

  refresh(): Promise<Ended> {
    return this.begin({ isHurried: true }, async () => {
      for (const old of this.state) {
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

  private async begin(options: Omit<RunOptions, "face">, work: () => Promise<void>): Promise<Ended> {
    const run = await Run.start(this.observer.begin(), (line) => this.observer.print(line), {
      ...options,
      face: this.face,
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

  /** What the engine does when the program declares a resource. */
  private async register(declaration: Declaration, isToBeReplaced: boolean): Promise<Step> {
    const { options } = declaration;
    const known = [declaration.name, ...declaration.aliases];
    const old = known
      .map((name) => this.state.find((one) => one.name === name))
      .find((one) => one !== undefined);
    if (old === undefined) {
      return { op: "create", declaration, inputs: await this.check(declaration, {}) };
    }
    const replace = async (): Promise<Step> => {
      this.current.replaced.add(declaration.name);
      return { op: "replace", declaration, old, inputs: await this.check(declaration, {}) };
    };
    if (isToBeReplaced || this.current.cascaded.has(old.uid)) {
      return replace();
    }
    const inputs = await this.check(declaration, old.inputs);
    const isReplacedWith = options.with !== undefined && this.current.replaced.has(options.with);
    if (isReplacedWith || options.replacementTrigger !== old.options.replacementTrigger) {
      return replace();
    }
    this.observer.shows(options.provider, old);
    const { changes, replaces } = await this.call(() =>
      this.provider(options).diff(declaration, old.id, old.outputs, inputs),
    );
    const isChanged = changes || !same(old.inputs, inputs);
    const isReplacing = options.replaceOnChanges && !declaresSame(old.inputs, inputs);
    if (replaces.length > 0 || isReplacing || old.isPendingReplacement) {
      return replace();
    }
    return { op: isChanged || old.initErrors ? "update" : "same", declaration, old, inputs };
  }

  private async check(declaration: Declaration, olds: Props): Promise<Props> {
    const { inputs, options, program } = declaration;
    const checked = await this.call(() => this.provider(options).check(declaration, olds, inputs, program));
    if (checked.failures.length > 0) {
      throw new Stop(checked.failures.join("\n"));
    }
    return checked.inputs;
  }

  private async perform(step: Step): Promise<void> {
    const { declaration, inputs } = step;
    const { name, options } = declaration;
    if (step.op === "same") {
      this.replaceInState(step.old, { ...step.old, name, inputs, options });
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
    this.replaceInState(old, gone);
    await this.create(declaration, inputs, gone);
  }

  /** What is replaced with a resource, as the state knows, is deleted before it, and checked later. */
  private async deleteDependents(name: string): Promise<void> {
    const dependents = this.state.filter((one) => one.options.with === name && !one.isPendingReplacement);
    for (const old of dependents) {
      this.current.cascaded.add(old.uid);
      await this.take({ op: "delete", old }, old.options, (provider) =>
        provider.delete(old, old.id, old.outputs),
      );
      this.replaceInState(old, { ...old, isPendingReplacement: true });
    }
  }

  private async create(declaration: Declaration, inputs: Props, old: Resource | undefined): Promise<void> {
    const { name, kind, options } = declaration;
    const operation = { op: "create", name, news: inputs } as const;
    const created = await this.take(operation, options, (provider) => provider.create(declaration, inputs));
    if (old === undefined) {
      this.uids += 1;
    }
    const now = { uid: old?.uid ?? this.uids, name, kind, inputs, options, ...created };
    if (old === undefined) {
      this.state.push(now);
    } else {
      this.replaceInState(old, now);
    }
    if (old !== undefined && !old.isPendingReplacement) {
      this.doomed.push(old);
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
    this.replaceInState(old, { uid: old.uid, name, kind, inputs, options, ...updated });
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
    this.state = this.state.filter((one) => one !== old);
    this.doomed = this.doomed.filter((one) => one !== old);
  }

  private async refreshOne(old: Resource): Promise<void> {
    if (old.isPendingReplacement) {
      return;
    }
    const { id, inputs } = old;
    const operation = { op: "read", old } as const;
    this.observer.begins(operation);
    const read = await this.call(() => this.provider(old.options).read(old, id, old.outputs));
    this.observer.ends(
      operation,
      old.options.provider,
      read === "gone" ? read : { ok: true, id, outputs: read.outputs },
      true,
    );
    if (read === "gone") {
      this.state = this.state.filter((one) => one !== old);
    } else {
      await this.call(() => this.provider(old.options).diff(old, id, read.outputs, inputs));
      this.replaceInState(old, { ...old, ...read, initErrors: false });
    }
  }

  /** Asks for an operation, and stops the run where an engine would. */
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

  private replaceInState(old: Resource, now: Resource): void {
    this.state = this.state.map((one) => (one === old ? now : one));
  }

  private provider({ provider }: Options): Provider {
    return this.current.provider(provider);
  }

  private get current(): Run {
    if (this.run === undefined) {
      throw new Error("no run is under way");
    }
    return this.run;
  }

  /** An error of `check`, `diff` or `read` ends the run. */
  private async call<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      throw new Stop(error instanceof Error ? error.message : String(error));
    }
  }
}

/** Waits for all; then the first failure counts. */
async function settleAll(steps: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(steps)).find((step) => step.status === "rejected");
  if (failed !== undefined) {
    throw failed.reason;
  }
}
