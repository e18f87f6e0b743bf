import type { Declaration } from "./program.js";
import type { Outcome } from "./provider.js";
import {
  declaresSame,
  type Entry,
  entriesOf,
  type Json,
  type Kind,
  type OnDestroy,
  onDestroyOf,
  type Props,
  valueIn,
} from "./settings.js";

/** What the state of the stack holds of a resource. */
export interface Resource {
  /** Stays when it is renamed with aliases, updated or replaced. */
  readonly uid: number;
  readonly name: string;
  readonly kind: Kind;
  readonly id: string;
  readonly inputs: Props;
  readonly outputs: Props;
  readonly options: Declaration["options"];
  /** The last operation failed half-way: the next `up` updates even if no input differs. */
  readonly initErrors: boolean;
  /** Deleted already, and its replacement could not be created. */
  readonly isPendingReplacement?: true;
}

export type Operation =
  | { readonly op: "create"; readonly name: string; readonly news: Props }
  | { readonly op: "update"; readonly old: Resource; readonly news: Props }
  | { readonly op: "delete" | "read"; readonly old: Resource };

/** Sees what the engine asks of the providers. */
export interface Observer {
  /** Answers the configuration of the run's providers. */
  begin(): Readonly<Record<string, string>>;
  print(line: string): void;
  /** All checks are done, and no operation has begun; not told where operations begin while others are still checked. */
  between(): Promise<void>;
  /** A process is shown the outputs of a resource: only from now on can it know what these tell. */
  shows(process: string, resource: Resource): void;
  begins(operation: Operation): void;
  ends(operation: Operation, process: string, outcome: Outcome | "gone", isRecorded: boolean): void;
}

export interface UpOptions {
  /**
   * - "checks first": all resources are checked before the first operation begins.
   * - "at once": an operation begins when its resource is checked, and the next one is checked meanwhile.
   * - "one by one": each resource depends on the one before it.
   */
  readonly steps?: "checks first" | "at once" | "one by one";
  /** `--replace`: the name of a resource. */
  readonly replace?: string | undefined;
  /** `--target`: nothing else is checked, changed or deleted. */
  readonly target?: string | undefined;
  /** `kill -9` after that many operations: the state never hears of the last one. */
  readonly killAfter?: number | undefined;
}

/** How a run ended. `failure` is what the person at the terminal reads. */
export interface Ended {
  readonly operations: number;
  readonly failure?: string;
  readonly isKilled: boolean;
}

export interface GivenUp {
  readonly place: string;
  readonly name: string;
  readonly policy: OnDestroy;
  /** Its value in the state. */
  readonly recorded: Json;
}

/** What an operation gives up: removing one setting follows the new `onDestroy`, destroying the one in the state. */
export function givenUp(operation: Operation): GivenUp[] {
  if (operation.op !== "update" && operation.op !== "delete") {
    return [];
  }
  const { outputs } = operation.old;
  const news = operation.op === "update" ? operation.news : outputs;
  const isKept = (entry: Entry) => operation.op === "update" && valueIn(news, entry) !== undefined;
  return entriesOf(outputs)
    .filter((entry) => !isKept(entry))
    .map(({ place, name, value }) => ({ place, name, policy: onDestroyOf(news), recorded: value }));
}

/** Whether it has to look at an account or zone: an update does not where the same is declared of it as before. */
export function hasToLookAt(operation: Operation, place: string): boolean {
  if (operation.op === "create") {
    return true;
  }
  return operation.op === "update" && !declaresSame(operation.news, operation.old.inputs, place);
}
