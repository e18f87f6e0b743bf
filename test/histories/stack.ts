import type { Outcome } from "./provider-process.js";
import type { Kind, Props } from "./units.js";

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
  /** What a resource gives up is known from now on. */
  diff(old: StackResource, inputs: Props): void;
  /** A step is about to be taken. Answers what has to see its outcome. */
  expect(step: Step): (outcome: Outcome | "gone") => void;
}
