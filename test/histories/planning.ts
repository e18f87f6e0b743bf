import type { Declaration } from "./program.js";
import type { Run } from "./run.js";
import { declaresSame, type Props, same } from "./settings.js";
import type { Observer, Resource } from "./stack.js";
import type { State } from "./state.js";
import { orStop, Stop } from "./stop.js";

/** The engine's next operation on a resource. */
export type Step = { readonly declaration: Declaration; readonly inputs: Props } & (
  | { readonly op: "create" }
  | { readonly op: "update" | "same" | "replace"; readonly old: Resource }
);

/** Plans the engine's steps in one run, from `check`, the options and `diff`. */
export class Planning {
  constructor(
    private readonly run: Run,
    private readonly state: State,
    private readonly observer: Observer,
  ) {}

  /** The engine's step for a resource that the program declares. */
  async step(declaration: Declaration, isToBeReplaced: boolean): Promise<Step> {
    const { options } = declaration;
    const old = this.state.find([declaration.name, ...declaration.aliases]);
    if (old === undefined) {
      return { op: "create", declaration, inputs: await this.check(declaration, {}) };
    }
    const replace = async (): Promise<Step> => {
      this.run.replaced.add(declaration.name);
      return { op: "replace", declaration, old, inputs: await this.check(declaration, {}) };
    };
    if (isToBeReplaced || this.run.cascaded.has(old.uid)) {
      return replace();
    }
    const inputs = await this.check(declaration, old.inputs);
    const isReplacedWith = options.with !== undefined && this.run.replaced.has(options.with);
    if (isReplacedWith || options.replacementTrigger !== old.options.replacementTrigger) {
      return replace();
    }
    this.observer.shows(options.provider, old);
    const { changes, replaces } = await orStop(() =>
      this.run.provider(options.provider).diff(declaration, old.id, old.outputs, inputs),
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
    const checked = await orStop(() =>
      this.run.provider(options.provider).check(declaration, olds, inputs, program),
    );
    if (checked.failures.length > 0) {
      throw new Stop(checked.failures.join("\n"));
    }
    return checked.inputs;
  }
}
