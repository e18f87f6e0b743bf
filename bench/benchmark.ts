import type { BudgetName } from "./budgets.js";
import type { Figure } from "./median.js";

/** The options for a part of the bench. */
export interface Request {
  /** The numbers of resources in a stack, one after another. */
  readonly sizes: readonly number[];
  /** The number of measurements. Omitted: the part's own default. */
  readonly rounds: number | undefined;
  /** Reports what is being done. */
  readonly log: (line: string) => void;
}

export interface Section {
  /** Unique: a later run replaces the section with the same title. */
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly note?: string;
}

export interface Findings {
  readonly sections: readonly Section[];
  /** The figure for each budget of the part. */
  readonly budgets: Readonly<Partial<Record<BudgetName, Figure>>>;
}

export interface Benchmark {
  readonly name: string;
  readonly about: string;
  /** Whether the part runs only if it is named, since it takes long. */
  readonly onDemand?: boolean;
  measure(request: Request): Promise<Findings>;
}
