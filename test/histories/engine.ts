import type { Outcome, ProviderProcess } from "./provider-process.js";
import { type Kind, type Props, same } from "./units.js";

/** What a program declares. */
export interface Declaration {
  readonly name: string;
  readonly kind: Kind;
  readonly inputs: Props;
  /** Names that it had before, if the program says so. */
  readonly aliases: readonly string[];
}

/** What the state of the stack holds of a resource. `__provider` is left out, since it is the same text in all runs of a real engine. */
export interface StackResource {
  readonly name: string;
  readonly kind: Kind;
  readonly id: string;
  readonly inputs: Props;
  readonly outputs: Props;
  /** The last operation failed half-way: the next `up` updates even if no input differs. */
  readonly initErrors: boolean;
}

/** One operation that the engine is about to ask for. */
export type Step =
  | { readonly op: "create"; readonly declaration: Declaration; readonly inputs: Props }
  | {
      readonly op: "update";
      readonly old: StackResource;
      readonly declaration: Declaration;
      readonly inputs: Props;
    }
  | { readonly op: "delete"; readonly old: StackResource }
  | { readonly op: "read"; readonly old: StackResource };

export interface UpOptions {
  /** Whether all resources are checked before the first of them is created or updated, or each just before its turn. */
  readonly checks?: "all first" | "one by one";
  /** `--replace`: the name of a resource. */
  readonly replace?: string | undefined;
  /** `--target`: nothing else is checked, changed or deleted. */
  readonly targets?: readonly string[] | undefined;
  /** `kill -9` after that many operations; the state never hears of the last one. */
  readonly killAfter?: number | undefined;
}

/** How a run ended. A failure is what the person at the terminal reads. */
export interface Ended {
  readonly operations: number;
  readonly failure?: string;
  readonly killed?: boolean;
}

/** Sees everything that the engine and the provider say to each other, and throws if it is not as it should be. */
export interface Witness {
  /** A run begins: the provider forgets what it remembered of the run before. Answers the configuration. */
  begin(): Readonly<Record<string, string>>;
  check(
    declaration: Declaration,
    olds: Props,
    answer: { inputs: Props } | { failures: readonly string[] },
  ): void;
  /** A step is about to be taken. Answers what has to see its outcome. */
  expect(step: Step): (outcome: Outcome | "gone") => void;
}

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

const handlers = { RiskBehaviors: "riskBehaviors", FraudSettings: "fraudSettings" } as const;

/** What the Pulumi engine does between its calls to the provider, as far as it matters: see facts/pulumi-dynamic.md. */
export class Engine {
  readonly state = new Map<string, StackResource>();
  /** Runs of all engines: several stacks may share a provider process, one after the other. */
  private static runs = 0;
  private runNumber = 0;
  private operations = 0;
  private killAfter = Number.POSITIVE_INFINITY;

  constructor(
    private readonly provider: ProviderProcess,
    private readonly witness: Witness,
  ) {}

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
    Engine.runs += 1;
    this.runNumber = Engine.runs;
    this.operations = 0;
    this.killAfter = Number.POSITIVE_INFINITY;
    await this.provider.configure(this.witness.begin());
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
    const replaces = await this.call(() =>
      this.provider.diff(id, this.dress(kind, old.outputs), this.dress(kind, inputs)),
    );
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
    const oldInputs = Object.keys(olds).length === 0 ? {} : this.dress(kind, olds);
    const checked = await this.call(() => this.provider.check(oldInputs, this.dress(kind, inputs)));
    const answer = "inputs" in checked ? { inputs: this.undress(kind, checked.inputs) } : checked;
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
    const { id, outputs, initErrors } = await this.take({ op: "create", declaration, inputs }, kind, () =>
      this.provider.create(this.dress(kind, inputs)),
    );
    this.record(undefined, { name, kind, id, inputs, outputs, initErrors });
    if (initErrors) throw new Stop({ failure: "half done" });
  }

  private async update(old: StackResource, declaration: Declaration, inputs: Props): Promise<void> {
    const { kind, id } = old;
    const { outputs, initErrors } = await this.take({ op: "update", old, declaration, inputs }, kind, () =>
      this.provider.update(id, this.dress(kind, old.outputs), this.dress(kind, inputs)),
    );
    this.record(old, { name: declaration.name, kind, id, inputs, outputs, initErrors });
    if (initErrors) throw new Stop({ failure: "half done" });
  }

  private async remove(old: StackResource): Promise<void> {
    const { kind, id } = old;
    await this.take({ op: "delete", old }, undefined, () =>
      this.provider.delete(id, this.dress(kind, old.outputs)),
    );
    this.state.delete(old.name);
  }

  private async refreshOne(old: StackResource): Promise<void> {
    const { kind, name } = old;
    const judge = this.witness.expect({ op: "read", old });
    const read = await this.provider.read(old.id, this.dress(kind, old.outputs)).catch((error: unknown) => {
      judge({ ok: false, message: String(error) });
      throw new Stop({ failure: String(error) });
    });
    if (read === "gone") {
      judge("gone");
      this.state.delete(name);
      return;
    }
    const outputs = this.undress(kind, read.outputs);
    const inputs = this.undress(kind, read.inputs);
    judge({ ok: true, id: read.id, outputs });
    this.record(old, { name, kind, id: read.id, inputs, outputs, initErrors: false });
  }

  /** Asks for an operation, lets the witness see how it went, and stops the run where an engine would. */
  private async take(step: Step, kind: Kind | undefined, ask: () => Promise<Outcome>) {
    const judge = this.witness.expect(step);
    const outcome = await ask();
    const undressed = kind === undefined ? outcome : this.undressOutcome(kind, outcome);
    judge(undressed);
    this.operations += 1;
    if (this.operations >= this.killAfter) throw new Stop({ killed: true });
    if (undressed.ok) return { ...undressed, initErrors: false };
    if (undressed.partial === undefined) throw new Stop({ failure: undressed.message });
    return { ...undressed.partial, initErrors: true };
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

  private undressOutcome(kind: Kind, outcome: Outcome): Outcome {
    if (outcome.ok) return { ...outcome, outputs: this.undress(kind, outcome.outputs) };
    const { partial } = outcome;
    if (partial === undefined) return outcome;
    return { ...outcome, partial: { ...partial, outputs: this.undress(kind, partial.outputs) } };
  }

  /** With `__provider`: a comment that differs from run to run makes the server configure anew. */
  private dress(kind: Kind, props: Props): Props {
    return { ...props, __provider: this.text(kind) };
  }

  private undress(kind: Kind, { __provider, ...props }: Props): Props {
    if (__provider !== this.text(kind)) {
      throw new Error(
        "The answer has lost __provider: nobody could refresh or delete the resource any more.",
      );
    }
    return props;
  }

  private text(kind: Kind): string {
    return `/*${this.runNumber}*/exports.handler=()=>require("pulumi-risk-posture/handlers").${handlers[kind]}`;
  }
}
