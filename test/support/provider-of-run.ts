import type { Checked, Outcome, Props, ProviderProcess, Read } from "./provider-process.js";

const handlers = {
  RiskBehaviors: "riskBehaviors",
  RiskBehaviorsSet: "riskBehaviorsSet",
  FraudSettings: "fraudSettings",
  FraudSettingsSet: "fraudSettingsSet",
} as const;

/** The types of resources that write. */
export type Kind = keyof typeof handlers;

/**
 * The provider as one run sees it. In a real engine each run has its own process, and the text in `__provider` is always the same. Here one
 * process serves many runs, and a comment in the text that differs between runs makes it configure again. The text is added before each
 * call and removed after it, so that nothing else sees it.
 */
export class ProviderOfRun {
  private static runs = 0;
  private readonly run: number;

  constructor(private readonly process: ProviderProcess) {
    ProviderOfRun.runs += 1;
    this.run = ProviderOfRun.runs;
  }

  async check(kind: Kind, olds: Props, news: Props): Promise<Checked> {
    const isFirst = Object.keys(olds).length === 0;
    const checked = await this.process.check(isFirst ? {} : this.dress(kind, olds), this.dress(kind, news));
    return "inputs" in checked ? { inputs: this.undress(kind, checked.inputs) } : checked;
  }

  diff(kind: Kind, id: string, olds: Props, news: Props): Promise<readonly string[]> {
    return this.process.diff(id, this.dress(kind, olds), this.dress(kind, news));
  }

  async create(kind: Kind, news: Props): Promise<Outcome> {
    return this.undressOutcome(kind, await this.process.create(this.dress(kind, news)));
  }

  async update(kind: Kind, id: string, olds: Props, news: Props): Promise<Outcome> {
    const outcome = await this.process.update(id, this.dress(kind, olds), this.dress(kind, news));
    return this.undressOutcome(kind, outcome);
  }

  delete(kind: Kind, id: string, outputs: Props): Promise<Outcome> {
    return this.process.delete(id, this.dress(kind, outputs));
  }

  async read(kind: Kind, id: string, outputs: Props): Promise<Read> {
    const read = await this.process.read(id, this.dress(kind, outputs));
    if (read === "gone") {
      return read;
    }
    return { ...read, outputs: this.undress(kind, read.outputs), inputs: this.undress(kind, read.inputs) };
  }

  private undressOutcome(kind: Kind, outcome: Outcome): Outcome {
    if (outcome.ok) {
      return { ...outcome, outputs: this.undress(kind, outcome.outputs) };
    }
    const { partial } = outcome;
    if (partial === undefined) {
      return outcome;
    }
    return { ...outcome, partial: { ...partial, outputs: this.undress(kind, partial.outputs) } };
  }

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
    return `/*${this.run}*/exports.handler=()=>require("pulumi-risk-posture/handlers").${handlers[kind]}`;
  }
}
