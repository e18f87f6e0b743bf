import { ProviderOfRun } from "./provider-of-run.js";
import type { Outcome, ProviderProcess } from "./provider-process.js";
import type { Declaration, Ended, StackResource, Step, UpOptions, Witness } from "./stack.js";
import { type Props, same } from "./units.js";

type Plan =
  | { readonly op: "create"; readonly declaration: Declaration; readonly inputs: Props }
  | {
      readonly op: "update" | "same" | "replace";
      readonly declaration: Declaration;
      readonly inputs: Props;
      readonly old: StackResource;
    };

/** The run stops here, as `pulumi up` does after an error. */
class Stop extends Error {
  constructor(readonly ended: Omit<Ended, "operations">) {
    super(ended.failure ?? "killed");
  }
}

/** What the Pulumi engine does between its calls to the provider, as far as it matters: see facts/pulumi-dynamic.md. */
export class Engine {
  readonly state = new Map<string, StackResource>();
  private provider: ProviderOfRun;
  private operations = 0;
  private killAfter = Number.POSITIVE_INFINITY;

  constructor(
    private readonly process: ProviderProcess,
    private readonly witness: Witness,
  ) {
    this.provider = new ProviderOfRun(process);
  }

  up(program: readonly Declaration[], options: UpOptions = {}): Promise<Ended> {
    const { checks = "all first", replace, targets, killAfter } = options;
    const isTarget = (name: string) => targets === undefined || targets.includes(name);
    return this.run(async () => {
      this.killAfter = killAfter ?? Number.POSITIVE_INFINITY;
      const plans: Plan[] = [];
      const targeted = program.filter(({ name }) => isTarget(name));
      for (const declaration of targeted) {
        const plan = await this.register(declaration, replace);
        if (checks === "one by one") await this.perform(plan);
        else plans.push(plan);
      }
      for (const plan of plans) await this.perform(plan);
      const declared = new Set(program.map(({ name }) => name));
      const gone = [...this.state.values()].filter(({ name }) => !declared.has(name) && isTarget(name));
      // The aliases of a resource that was not targeted still hold its place in the state.
      const kept = new Set(program.filter(({ name }) => !isTarget(name)).flatMap(({ aliases }) => aliases));
      for (const old of gone.filter(({ name }) => !kept.has(name)).reverse()) await this.remove(old);
    });
  }

  /** `check` and `diff` of everything, and nothing more. */
  preview(program: readonly Declaration[]): Promise<Ended> {
    return this.run(async () => {
      for (const declaration of program) await this.register(declaration, undefined);
    });
  }

  refresh(): Promise<Ended> {
    return this.run(async () => {
      for (const old of [...this.state.values()]) await this.refreshOne(old);
    });
  }

  destroy(): Promise<Ended> {
    return this.run(async () => {
      for (const old of [...this.state.values()].reverse()) await this.remove(old);
    });
  }

  private async run(work: () => Promise<void>): Promise<Ended> {
    this.provider = new ProviderOfRun(this.process);
    this.operations = 0;
    this.killAfter = Number.POSITIVE_INFINITY;
    await this.process.configure(this.witness.begin());
    try {
      await work();
      return { operations: this.operations };
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      return { operations: this.operations, ...error.ended };
    }
  }

  /** What the engine does when the program declares a resource: `check`, and `diff` if there is an old one. */
  private async register(declaration: Declaration, replace: string | undefined): Promise<Plan> {
    const old = this.find(declaration);
    if (old === undefined) return { op: "create", declaration, inputs: await this.check(declaration, {}) };
    if (declaration.name === replace) {
      return { op: "replace", declaration, old, inputs: await this.check(declaration, {}) };
    }
    const inputs = await this.check(declaration, old.inputs);
    const { kind, id } = old;
    const replaces = await this.call(() => this.provider.diff(kind, id, old.outputs, inputs));
    this.witness.diff(old, inputs);
    if (replaces.length > 0) {
      return { op: "replace", declaration, old, inputs: await this.check(declaration, {}) };
    }
    const op = old.initErrors || !same(old.inputs, inputs) ? "update" : "same";
    return { op, declaration, old, inputs };
  }

  /** The resource of that name, or else of a former name. */
  private find({ name, aliases }: Declaration): StackResource | undefined {
    return [name, ...aliases].map((known) => this.state.get(known)).find((old) => old !== undefined);
  }

  private async check(declaration: Declaration, olds: Props): Promise<Props> {
    const { kind, inputs } = declaration;
    const answer = await this.call(() => this.provider.check(kind, olds, inputs));
    this.witness.check(declaration, olds, answer);
    if ("failures" in answer) throw new Stop({ failure: answer.failures.join("\n") });
    return answer.inputs;
  }

  private async perform(plan: Plan): Promise<void> {
    const { declaration, inputs } = plan;
    if (plan.op === "same") this.record(plan.old, { ...plan.old, name: declaration.name, inputs });
    else if (plan.op === "update") await this.update(plan.old, declaration, inputs);
    else {
      if (plan.op === "replace") await this.remove(plan.old);
      await this.create(declaration, inputs);
    }
  }

  private async create(declaration: Declaration, inputs: Props): Promise<void> {
    const { name, kind } = declaration;
    const { id, outputs, initErrors } = await this.take({ op: "create", declaration, inputs }, () =>
      this.provider.create(kind, inputs),
    );
    this.record(undefined, { name, kind, id, inputs, outputs, initErrors });
    if (initErrors) throw new Stop({ failure: "half done" });
  }

  private async update(old: StackResource, declaration: Declaration, inputs: Props): Promise<void> {
    const { kind, id } = old;
    const { outputs, initErrors } = await this.take({ op: "update", old, declaration, inputs }, () =>
      this.provider.update(kind, id, old.outputs, inputs),
    );
    this.record(old, { name: declaration.name, kind, id, inputs, outputs, initErrors });
    if (initErrors) throw new Stop({ failure: "half done" });
  }

  private async remove(old: StackResource): Promise<void> {
    const { name, kind, id, outputs } = old;
    await this.take({ op: "delete", old }, () => this.provider.delete(kind, id, outputs));
    this.state.delete(name);
  }

  private async refreshOne(old: StackResource): Promise<void> {
    const { kind, name } = old;
    const judge = this.witness.expect({ op: "read", old });
    const read = await this.provider.read(kind, old.id, old.outputs).catch((error: unknown) => {
      judge({ ok: false, message: String(error) });
      throw new Stop({ failure: String(error) });
    });
    if (read === "gone") {
      judge("gone");
      this.state.delete(name);
    } else {
      judge({ ok: true, ...read });
      this.record(old, { name, kind, ...read, initErrors: false });
    }
  }

  /** Asks for an operation, lets the witness see how it went, and stops the run where an engine would. */
  private async take(step: Step, ask: () => Promise<Outcome>) {
    const judge = this.witness.expect(step);
    const outcome = await ask();
    judge(outcome);
    this.operations += 1;
    if (this.operations >= this.killAfter) throw new Stop({ killed: true });
    if (outcome.ok) return { ...outcome, initErrors: false };
    if (outcome.partial === undefined) throw new Stop({ failure: outcome.message });
    return { ...outcome.partial, initErrors: true };
  }

  /** Keeps a resource's place in the state, under its new name if it has one. */
  private record(old: StackResource | undefined, now: StackResource): void {
    if (old === undefined) {
      this.state.set(now.name, now);
      return;
    }
    const entries = [...this.state].map(([name, resource]) =>
      name === old.name ? ([now.name, now] as const) : ([name, resource] as const),
    );
    this.state.clear();
    for (const [name, resource] of entries) this.state.set(name, resource);
  }

  /** An error of `check` or `diff` ends the run. */
  private async call<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      throw new Stop({ failure: String(error) });
    }
  }
}
