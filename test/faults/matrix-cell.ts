import assert from "node:assert/strict";
import {
  type FaultProxy,
  type RecordedRequest,
  type RequestFilter,
  startFaultProxy,
} from "../../emulator/index.js";
import { PartialFailure } from "../../provider/engine/partial-failure.js";
import { PartsFailed } from "../../provider/settings/messages/set-failures.js";
import { everythingIn } from "../support/errors.js";
import { type Expected, type Mode, type Row, sentAsOftenAsAllowed } from "./expected-outcomes.js";
import type { Attempt, Operation, Place } from "./operation.js";
import type { Upstream } from "./upstream.js";

/** One fault, one operation, one way of lasting. */
export class Cell {
  private attempt: Attempt | undefined;
  private fault: { remove(): void } | undefined;
  private failure: unknown;

  private constructor(
    private readonly row: Row,
    private readonly operation: Operation,
    readonly mode: Mode,
    private readonly place: Place,
    private readonly proxy: FaultProxy,
  ) {}

  /** @param cloudflare The proxy of Cloudflare's API, which all cells have in common: the lookups find it in the configuration. */
  static async open(
    row: Row,
    operation: Operation,
    mode: Mode,
    place: Place,
    cloudflare: FaultProxy,
  ): Promise<Cell> {
    const isAppgate = operation.api === "appgate";
    const proxy = isAppgate ? await startFaultProxy("appgate", place.upstream.appgate.url) : cloudflare;
    return new Cell(row, operation, mode, place, proxy);
  }

  get title(): string {
    return `${this.operation.title}, ${this.row.title}, ${this.mode}`;
  }

  async begin(): Promise<void> {
    const { mode, operation, place, row } = this;
    this.attempt = await operation.begin(place, row, mode);
  }

  async run(): Promise<void> {
    const { attempt, proxy, row } = this;
    assert.ok(attempt);
    this.fault = proxy.faults.add(row.fault, this.which());
    this.failure = await attempt.run(proxy.url).then(
      () => undefined,
      (failure: unknown) => failure ?? new Error("rejected with nothing"),
    );
  }

  async judge(): Promise<void> {
    const { attempt, fault, failure, proxy, mode, operation, place, row } = this;
    assert.ok(attempt);
    fault?.remove();
    judgeFailure(failure, operation.expected(row, mode), place.upstream);
    const sent = this.sent;
    const hit = sent.filter((request) => request.fault !== undefined && request.method === operation.method);
    assert.ok(sentAsOftenAsAllowed(row, hit, mode), `was sent ${hit.length} times`);
    const logins = sent.filter(({ path }) => path === "/login");
    assert.ok(logins.length <= 1, "logged in more than once");
    const applied = sent.filter((request) => request.applied && request.method === "PUT");
    await attempt.afterwards(
      failure,
      applied.map(({ body }) => body),
    );
    await attempt.next(proxy.url, failure);
  }

  async close(): Promise<void> {
    if (this.operation.api === "appgate") {
      await this.proxy.close();
    }
  }

  /** Its own requests. */
  private get sent(): readonly RecordedRequest[] {
    const { proxy, operation, place } = this;
    const isMine = ({ path }: RecordedRequest) =>
      operation.api === "appgate" || path === operation.path(place.id);
    return proxy.requests.filter(isMine);
  }

  private which(): RequestFilter {
    const { mode, operation, place } = this;
    const { method } = operation;
    const path = operation.path(place.id);
    if (mode === "once") {
      return { method, path, times: 1 };
    }
    if (mode === "until the deadline") {
      return { method, path };
    }
    let isBegun = false;
    return {
      path,
      when: (request) => {
        isBegun ||= request.method === method;
        return isBegun;
      },
    };
  }
}

/** Whether an operation was rejected as it had to be, in words that show no secret. */
export function judgeFailure(failure: unknown, expected: Expected, { appgate, cloudflare }: Upstream): void {
  if (expected === undefined) {
    assert.ifError(failure);
    return;
  }
  const reported = failure instanceof PartialFailure ? failure.cause : failure;
  const cause = reported instanceof PartsFailed ? reported.cause : reported;
  assert.ok(cause instanceof expected, `expected ${expected.name}, got ${failure ?? "success"}`);
  const shown = everythingIn(cause);
  for (const secret of [appgate.password, cloudflare.token]) {
    assert.ok(!shown.includes(secret), shown);
  }
}
