import type { BudgetName } from "./budgets.js";
import type { Figure } from "./figure.js";

/** What a part of the bench is asked for. */
export interface Request {
  /** How many resources a stack has, in turn. */
  readonly sizes: readonly number[];
  /** How often each thing is measured. Omitted: as often as the part thinks right. */
  readonly rounds: number | undefined;
  /** Says what is being done. */
  readonly log: (line: string) => void;
}

export interface Section {
  /** One of a kind: a later run replaces the section with the same title. */
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly note?: string;
}

export interface Findings {
  readonly sections: readonly Section[];
  /** What was measured for each budget that the part is about. */
  readonly budgets: Readonly<Partial<Record<BudgetName, Figure>>>;
}

export interface Part {
  readonly name: string;
  readonly about: string;
  /** Takes long: it runs only if it is named. */
  readonly onDemand?: boolean;
  measure(request: Request): Promise<Findings>;
}
