import { setTimeout as sleep } from "node:timers/promises";
import type { Api, Request } from "../exchange.js";
import type { Fault } from "./fault.js";

/** Which requests. What is left out does not matter. */
export interface Which {
  readonly api?: Api;
  readonly method?: string;
  /** The path below the API's base URL: the whole of it, or a pattern that is found in it. */
  readonly path?: string | RegExp;
  /** Decides about what all the rest lets pass: `() => Math.random() < 0.05`. */
  readonly when?: (request: Request) => boolean;
  /** How many requests. @default all, until the fault is removed */
  readonly times?: number;
}

/** A fault that was added. */
export interface AddedFault {
  /** How many requests it has hit. */
  readonly hits: number;
  remove(): void;
}

/** What goes wrong with requests, and how long they take. Nothing goes wrong by default. */
export class Faults {
  /** Milliseconds that pass before a request is looked at: always as many, or a number at random between two. */
  latency: number | readonly [least: number, most: number] = 0;
  /**
   * Runs before a request is looked at, after the latency; the request waits for what it promises. It is where a test does what
   * happens meanwhile.
   */
  before: (request: Request) => void | Promise<void> = () => {};

  private added: { fault: Fault; which: Which; hits: number }[] = [];

  /** Adds a fault. Of several that a request could be hit by, the one that was added first hits it. */
  add(fault: Fault, which: Which = {}): AddedFault {
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

  /** Removes all faults, the latency, and what runs before a request. */
  clear(): void {
    this.added = [];
    this.latency = 0;
    this.before = () => {};
  }

  /** @internal What hits this request. */
  async strike(request: Request): Promise<Fault | undefined> {
    const { latency } = this;
    const delay = typeof latency === "number" ? latency : between(...latency);
    if (delay > 0) {
      await sleep(delay);
    }
    await this.before(request);
    const hit = this.added.find(
      ({ which, hits }) => hits < (which.times ?? Infinity) && isOne(request, which),
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

// `search` begins at the start each time, where `test` of a pattern with the flag g goes on from its last match.
function isOne(request: Request, { api, method, path, when }: Which): boolean {
  return (
    (api === undefined || api === request.api) &&
    (method === undefined || method === request.method) &&
    (path === undefined ||
      (typeof path === "string" ? path === request.path : request.path.search(path) >= 0)) &&
    (when === undefined || when(request))
  );
}
