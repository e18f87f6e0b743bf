import { setTimeout as sleep } from "node:timers/promises";
import type { Api, Request } from "../request-and-answer.js";
import type { Fault } from "./ready-made-faults.js";

/** Selects requests. An omitted condition matches every request. */
export interface RequestFilter {
  readonly api?: Api;
  readonly method?: string;
  /** The path below the API's base URL: a text must equal it, a pattern must match in it. */
  readonly path?: string | RegExp;
  /** Decides about requests that meet all other conditions: `() => Math.random() < 0.05`. */
  readonly when?: (request: Request) => boolean;
  /** How many requests the fault hits. @default all, until the fault is removed */
  readonly times?: number;
}

/** An added fault. */
export interface AddedFault {
  /** How many requests it has hit. */
  readonly hits: number;
  remove(): void;
}

/** The faults of requests, and their latency. By default there are none. */
export class Faults {
  /** Milliseconds before a request is handled: a fixed number, or a random number in a range. */
  latency: number | readonly [number, number] = 0;
  /**
   * Runs before a request is handled, after the latency. The request waits for the returned promise. A test uses it for concurrent changes.
   */
  before: (request: Request) => void | Promise<void> = () => {};

  private added: { fault: Fault; which: RequestFilter; hits: number }[] = [];

  /** Adds a fault. If several faults match a request, the one that was added first hits it. */
  add(fault: Fault, which: RequestFilter = {}): AddedFault {
    const added = { fault, which, hits: 0 };
    this.added.push(added);
    return {
      get hits() {
        return added.hits;
      },
      remove: () => {
        this.added = this.added.filter((other) => other !== added);
      },
    };
  }

  /** Removes all faults, the latency, and the `before` hook. */
  clear(): void {
    this.added = [];
    this.latency = 0;
    this.before = () => {};
  }

  /** @internal Waits for the latency and the `before` hook. Returns the fault that hits this request, and counts the hit. */
  async nextFault(request: Request): Promise<Fault | undefined> {
    const { latency } = this;
    const delay = typeof latency === "number" ? latency : between(...latency);
    if (delay > 0) {
      await sleep(delay);
    }
    await this.before(request);
    const hit = this.added.find(
      ({ which, hits }) => hits < (which.times ?? Infinity) && matches(request, which),
    );
    if (hit !== undefined) {
      hit.hits += 1;
    }
    return hit?.fault;
  }
}

function between(least: number, most: number): number {
  return least + Math.random() * (most - least);
}

// `search` always begins at the start. `test` of a pattern with the flag g would continue after its last match.
function matches(request: Request, { api, method, path, when }: RequestFilter): boolean {
  return (
    (api === undefined || api === request.api) &&
    (method === undefined || method === request.method) &&
    (path === undefined ||
      (typeof path === "string" ? path === request.path : request.path.search(path) >= 0)) &&
    (when === undefined || when(request))
  );
}
