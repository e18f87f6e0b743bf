import type { Api } from "../../emulator/index.js";
import type { Expected, Mode, Row } from "./expected-outcomes.js";
import type { Upstream } from "./upstream.js";

/** Where an operation takes place. */
export interface Place {
  readonly upstream: Upstream;
  /** Its own account or zone. */
  readonly id: string;
  /** Another one, which no fault hits: a set has both. */
  readonly other: string;
}

/** What our package does for somebody, and which of its requests are hit. */
export interface Operation {
  readonly api: Api;
  /** "create's PUT" */
  readonly title: string;
  readonly method: string;
  /** The accounts or zones that it may write to; Appgate has but one Controller. */
  ids(upstream: Upstream): readonly string[];
  /** Below the API's base URL. */
  path(id: string): string;
  readonly modes: readonly Mode[];
  expected(row: Row, mode: Mode): Expected;
  /** Makes the world as it is before. */
  begin(place: Place, row: Row, mode: Mode): Promise<Attempt>;
}

/** An operation that is about to run. */
export interface Attempt {
  /** Runs it while the fault is there, and says whether what it answers is right. It rejects as the operation does. */
  run(url: string): Promise<void>;
  /** What has to hold right after it, given what it was rejected with and the bodies of the PUTs that were applied. */
  afterwards(failure: unknown, applied: readonly unknown[]): Promise<void>;
  /** What its user does next, the fault being over. */
  next(url: string, failure: unknown): Promise<void>;
}
