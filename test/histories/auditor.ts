import assert from "node:assert/strict";
import type { RecordedRequest } from "../../emulator/index.js";
import { checkAgainstContract } from "../emulator/contract.js";
import type { Cloud, Fault } from "./cloud.js";
import { type Expectation, expectStep } from "./expectation.js";
import { normal } from "./program.js";
import type { Outcome } from "./provider-process.js";
import { RunMemory } from "./run-memory.js";
import type { Declaration, Ended, StackResource, Step, Witness } from "./stack.js";
import {
  isEmpty,
  type Json,
  names,
  omit,
  type Props,
  pick,
  placeProperty,
  readProps,
  same,
  sentUnits,
  type Units,
  unitProps,
} from "./units.js";
import { TOKEN, type World } from "./world.js";
import { isContradictory } from "./zone-rules.js";

/** The behaviors that Cloudflare has published: `check` looks any other up. */
const PUBLISHED = ["imp_travel", "high_dlp", "sentinel_one"];

/** Compares every call with what the promises say of it. */
export class Auditor implements Witness {
  private memory = new RunMemory();
  /** What is to fail in this run. */
  private faults: readonly Fault[] = [];
  private gets = 0;
  /** Everything as it was before the step that is under way. */
  private before: Readonly<Record<string, Units>> = {};
  /** What the provider has printed; it is looked at between the runs. */
  readonly printed: string[] = [];

  constructor(
    private readonly world: World,
    private readonly cloud: Cloud,
  ) {}

  begin(): Readonly<Record<string, string>> {
    this.memory = new RunMemory();
    this.faults = [...this.cloud.faults];
    this.gets = 0;
    return { "cloudflare:baseUrl": this.cloud.begin(this.world), "cloudflare:apiToken": TOKEN };
  }

  /** What must hold when a run is over, however it ended. */
  end(ended: Ended): void {
    const { requests } = this.cloud;
    for (const request of requests) checkAgainstContract(request);
    if (!this.faulty) {
      const gets = requests.filter(({ method }) => method === "GET").length;
      assert.ok(gets <= this.gets, `${gets} GETs in a run that needs at most ${this.gets}`);
    }
    for (const text of [...this.printed, ended.failure ?? ""]) assertDiscreet(text);
    this.printed.length = 0;
  }

  check(
    declaration: Declaration,
    olds: Props,
    answer: { inputs: Props } | { failures: readonly string[] },
  ): void {
    const { kind, inputs } = declaration;
    const declared = readProps(kind, inputs);
    const units = normal(kind, declared.units);
    if (isContradictory(units)) {
      assert.ok("failures" in answer, "check accepts criteria that contradict each other or userProfiles");
      return;
    }
    this.memory.claim(declared.place, names(units));
    const before = readProps(kind, olds);
    const known = before.place === declared.place ? names(before.units) : [];
    this.memory.manage(declared.place, known);
    const adopted = omit(units, known);
    if (!isEmpty(adopted)) this.gets += 1;
    const mistyped = names(adopted).filter((unit) => this.isMistyped(declared.place, unit));
    if ("failures" in answer) {
      assert.ok(mistyped.length > 0, `check refuses what is valid: ${answer.failures.join("; ")}`);
    } else {
      assert.ok(mistyped.length === 0 || this.faulty, `check accepts ${mistyped}, which is not there`);
      const { onDestroy } = inputs;
      assert.deepEqual(answer.inputs, {
        [placeProperty(kind)]: declared.place,
        ...unitProps(kind, units),
        ...(onDestroy !== undefined && { onDestroy }),
      });
    }
  }

  /** What a resource gives up is offered to whoever declares it further down. */
  diff({ kind, outputs }: StackResource, inputs: Props): void {
    const { place, units, initial } = readProps(kind, outputs);
    const declared = readProps(kind, inputs);
    const kept = declared.place === place ? names(declared.units) : [];
    this.memory.handOver(place, pick(initial, names(omit(units, kept))));
  }

  private isMistyped(place: string, unit: string): boolean {
    const { accounts } = this.world.cloudflare;
    if (!accounts.has(place) || PUBLISHED.includes(unit)) return false;
    return this.world.refusal(place, "GET") === undefined && !(unit in this.world.live(place));
  }

  /** Somebody else sets a unit while a step is under way. */
  interfere(place: string, unit: string, value: Json): void {
    this.world.change(place, unit, value);
    const changed = pick(this.world.live(place), [unit]);
    this.before = { ...this.before, [place]: { ...this.before[place], ...changed } };
  }

  expect(step: Step): (outcome: Outcome | "gone") => void {
    this.before = this.world.snapshot();
    if (step.op === "read") return (outcome) => this.judgeRead(step.old, outcome);
    const expected = expectStep(step, this.world, this.memory);
    this.gets += expected.gets;
    const puts = this.puts().length;
    const armed = [...this.cloud.faults];
    return (outcome) => {
      assert.ok(outcome !== "gone");
      this.judge(expected, outcome);
      const struck = armed.slice(0, armed.length - this.cloud.faults.length);
      if (!outcome.ok && expected.halfDone !== undefined && struck.some(isUnclear)) {
        assert.ok(
          outcome.partial !== undefined,
          "a write may have been applied, and the state does not know",
        );
      }
      const sent = this.puts().slice(puts);
      this.judgePuts(expected, sent);
      if (!this.faulty && outcome.ok) this.countPuts(expected, sent.length);
      if (outcome.ok && step.op !== "delete") {
        this.memory.manage(expected.place, names(readProps(step.declaration.kind, step.inputs).units));
      }
    };
  }

  /** Promise 1: nothing else is sent, unless a PUT was seen to wipe what it does not name. */
  private judgePuts(
    { place, writes, attempted = writes }: Expectation,
    sent: readonly RecordedRequest[],
  ): void {
    if (this.world.cloudflare.accounts.get(place)?.putMode === "replace") return;
    for (const { body } of sent) {
      const others = sentUnits(body).filter((unit) => !(unit in attempted));
      assert.deepEqual(others, [], "units are sent that are not this operation's");
    }
  }

  private countPuts({ place, puts: [least, most] }: Expectation, sent: number): void {
    assert.ok(least <= sent && sent <= most, `${sent} PUTs where ${least} to ${most} are needed`);
    if (sent > 1) this.memory.wiping.add(place);
  }

  private judge(expected: Expectation, outcome: Outcome): void {
    const { before } = this;
    const { place, writes, failure } = expected;
    const now = this.world.snapshot();
    assert.deepEqual(omit(now, [place]), omit(before, [place]), "another account or zone has changed");
    if (outcome.ok) {
      assert.equal(failure, undefined, `succeeded, although: ${failure}`);
      assert.deepEqual(now[place], { ...before[place], ...writes }, "live settings after success");
      if (expected.outputs !== undefined) assert.deepEqual(outcome.outputs, expected.outputs, "outputs");
    } else {
      assert.ok(failure !== undefined || this.faulty, `failed without a reason: ${outcome.message}`);
      this.judgeFailure(expected, before[place] ?? {}, now[place] ?? {}, outcome);
    }
  }

  /** Promise 12: either nothing was written, or the state knows of everything that may have been. */
  private judgeFailure(
    expected: Expectation,
    before: Units,
    now: Units,
    { partial }: Outcome & { ok: false },
  ): void {
    if (partial !== undefined) {
      const seen = this.isBlindTo(expected.place) ? [{}, before] : [before];
      if (seen.some((live) => same(partial.outputs, expected.inherited?.(live)))) return;
      assert.ok(this.faulty, "a refusal was recorded as half done");
      const blind = this.faults.includes("GET refused") && same(partial.outputs, expected.halfDone?.({}));
      if (!blind) assert.deepEqual(partial.outputs, expected.halfDone?.(now), "state of what is half done");
    } else if (expected.halfDone !== undefined) {
      assert.deepEqual(now, before, "written, and the state does not know");
    }
    for (const unit of names(before)) {
      const allowed = [before[unit], expected.writes[unit] ?? before[unit]];
      // A wiped account is repaired at once, unless that fails too.
      const wiped =
        this.faults.length > 1 && this.world.cloudflare.accounts.get(expected.place)?.putMode === "replace";
      const isAllowed = allowed.some((value) => same(value, now[unit]));
      assert.ok(isAllowed || wiped, `${unit} became ${JSON.stringify(now[unit])}`);
    }
  }

  /** Promise 7: live values of owned units; only the API's own word counts as gone. */
  private judgeRead(old: StackResource, outcome: Outcome | "gone"): void {
    this.gets += 1;
    assert.deepEqual(this.world.snapshot(), this.before, "a refresh has changed live settings");
    const { place, units, initial } = readProps(old.kind, old.outputs);
    const refusal = this.world.refusal(place, "GET");
    if (outcome === "gone") {
      assert.equal(refusal, "gone", "read as gone, although it is there");
    } else if (outcome.ok) {
      assert.equal(refusal, undefined);
      const now = readProps(old.kind, outcome.outputs);
      assert.deepEqual(now.units, pick(this.world.live(place), names(units)), "state after a refresh");
      assert.deepEqual(now.initial, initial, "initial after a refresh");
    } else {
      assert.ok(refusal === "not permitted" || this.faulty, `refresh failed: ${outcome.message}`);
    }
  }

  /** Whether the provider may not have seen what is live. */
  private isBlindTo(place: string): boolean {
    return this.faults.includes("GET refused") || this.world.refusal(place, "GET") !== undefined;
  }

  private get faulty(): boolean {
    return this.faults.length > 0;
  }

  private puts(): readonly RecordedRequest[] {
    return this.cloud.requests.filter(({ method }) => method === "PUT");
  }
}

/** A PUT that this struck may have been applied, for all that its sender knows. */
function isUnclear(fault: Fault): boolean {
  return fault.startsWith("PUT lost") || fault === "PUT answered but not applied";
}

/** Neither the token nor an expression, which may be secret, is ever shown. */
function assertDiscreet(text: string): void {
  assert.ok(!text.includes(TOKEN), `the token is shown: ${text}`);
  assert.ok(!text.includes("hidden_"), `an expression is shown: ${text}`);
}
