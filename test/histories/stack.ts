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

/** A resource in the state of the stack. */
export interface Resource {
  /** Stays the same when the resource is renamed with aliases, updated or replaced. */
  readonly uid: number;
  readonly name: string;
  readonly kind: Kind;
  readonly id: string;
  readonly inputs: Props;
  readonly outputs: Props;
  readonly options: Declaration["options"];
  /** Whether the last operation failed half-way. Then the next `up` updates even if no input differs. */
  readonly initErrors: boolean;
  /** Set if the resource is already deleted and its replacement could not be created. */
  readonly isPendingReplacement?: true;
}

export type Operation =
  | { readonly op: "create"; readonly name: string; readonly news: Props }
  | { readonly op: "update"; readonly old: Resource; readonly news: Props }
  | { readonly op: "delete" | "read"; readonly old: Resource };

/** Observes the engine's calls to the providers. */
export interface Observer {
  /** Returns the configuration of the run's providers. */
  begin(): Readonly<Record<string, string>>;
  print(line: string): void;
  /** All checks are done, and no operation has begun. Not called if operations begin while other resources are still checked. */
  between(): Promise<void>;
  /** A process receives the outputs of a resource. Only from now on can it know their content. */
  shows(process: string, resource: Resource): void;
  begins(operation: Operation): void;
  ends(operation: Operation, process: string, outcome: Outcome | "gone", isRecorded: boolean): void;
}

export interface UpOptions {
  /**
   * - "checks first": all resources are checked before the first operation begins.
   * - "at once": an operation begins when its resource is checked. Meanwhile the next resource is checked.
   * - "one by one": each resource depends on the one before it.
   */
  readonly steps?: "checks first" | "at once" | "one by one";
  /** `--replace`: the name of a resource. */
  readonly replace?: string | undefined;
  /** `--target`: nothing else is checked, changed or deleted. */
  readonly target?: string | undefined;
  /** `kill -9` after that many operations: the state never records the last one. */
  readonly killAfter?: number | undefined;
}

/** The outcome of a run. `failure` is the message for the user. */
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

/** The settings that an operation gives up. Removing one setting follows the new `onDestroy`, destroying follows the one in the state. */
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

/** Whether the operation has to read an account or zone. An update does not if the declared settings there are unchanged. */
export function hasToLookAt(operation: Operation, place: string): boolean {
  if (operation.op === "create") {
    return true;
  }
  return operation.op === "update" && !declaresSame(operation.news, operation.old.inputs, place);
}
