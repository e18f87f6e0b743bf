import assert from "node:assert/strict";
import type { Emulator } from "../../emulator/index.js";
import type { Kind, ProviderOfRun } from "../support/provider-of-run.js";
import type { Outcome, Props } from "../support/provider-process.js";

/** What a resource is about. */
export interface Subject {
  readonly kind: Kind;
  readonly id: string;
  inputs(round: number): Props;
  live(emulator: Emulator): object;
}

export function behaviorsOf(accountId: string): Subject {
  return {
    kind: "RiskBehaviors",
    id: accountId,
    inputs: (round) => ({ accountId, behaviors: behaviors(round) }),
    live: (emulator) => emulator.account(accountId).settings,
  };
}

export function behaviorsSetOf(accountIds: readonly string[]): Subject {
  return {
    kind: "RiskBehaviorsSet",
    id: "RiskBehaviorsSet",
    inputs: (round) => ({ accounts: Object.fromEntries(accountIds.map((id) => [id, behaviors(round)])) }),
    live: (emulator) => accountIds.map((id) => emulator.account(id).settings),
  };
}

export function fraudOf(zoneId: string): Subject {
  return {
    kind: "FraudSettings",
    id: zoneId,
    inputs: (round) => ({ zoneId, ...fraud(round) }),
    live: (emulator) => liveFraud(emulator, zoneId),
  };
}

export function fraudSetOf(zoneIds: readonly string[]): Subject {
  return {
    kind: "FraudSettingsSet",
    id: "FraudSettingsSet",
    inputs: (round) => ({ zones: Object.fromEntries(zoneIds.map((id) => [id, fraud(round)])) }),
    live: (emulator) => zoneIds.map((id) => liveFraud(emulator, id)),
  };
}

const LEVELS = ["low", "medium", "high"];

function behaviors(round: number): Props {
  return { imp_travel: { enabled: true, riskLevel: LEVELS[round % LEVELS.length] ?? "" } };
}

function fraud(round: number): Props {
  return {
    userProfiles: "enabled",
    usernameExpressions: [`http.request.body.form["field${round % 7}"][0]`],
  };
}

function liveFraud(emulator: Emulator, zoneId: string): object {
  const { user_profiles, username_expressions } = emulator.zone(zoneId);
  return { user_profiles, username_expressions };
}

/** How often an operation may fail before something is wrong: one request in twenty is hit. */
const MOST_FAILURES = 20;

/** A resource from its creation to its end. What fails is done again, as its user would. */
export class Lifecycle {
  failures = 0;
  private outputs: Props = {};
  private lastFailure = "";
  private readonly before: object;

  constructor(
    private readonly subject: Subject,
    private readonly emulator: Emulator,
    private readonly round: number,
  ) {
    this.before = subject.live(emulator);
  }

  /** check, create, read, check, update */
  async live(provider: ProviderOfRun): Promise<void> {
    const { round, subject } = this;
    const { kind, id } = subject;
    const created = await this.check(provider, {}, subject.inputs(round));
    await this.insist(async () => {
      const isRecorded = Object.keys(this.outputs).length > 0;
      return this.keep(
        await (isRecorded
          ? provider.update(kind, id, this.outputs, created)
          : provider.create(kind, created)),
      );
    });
    const read = await this.insist(() => provider.read(kind, id, this.outputs).catch(() => undefined));
    assert.notEqual(read, "gone");
    assert.deepEqual(typeof read === "object" && read.outputs, this.outputs);
    const updated = await this.check(provider, this.outputs, subject.inputs(round + 1));
    await this.insist(async () => this.keep(await provider.update(kind, id, this.outputs, updated)));
  }

  async end(provider: ProviderOfRun): Promise<void> {
    const { emulator, subject } = this;
    await this.insist(async () => this.isDone(await provider.delete(subject.kind, subject.id, this.outputs)));
    assert.deepEqual(subject.live(emulator), this.before);
  }

  private async check(provider: ProviderOfRun, olds: Props, news: Props): Promise<Props> {
    const checked = await provider.check(this.subject.kind, olds, news);
    return "inputs" in checked ? checked.inputs : assert.fail(checked.failures.join());
  }

  private keep(outcome: Outcome): true | undefined {
    if (outcome.ok) {
      this.outputs = outcome.outputs;
    } else if (outcome.partial !== undefined) {
      this.outputs = outcome.partial.outputs;
    }
    return this.isDone(outcome);
  }

  private isDone(outcome: Outcome): true | undefined {
    if (outcome.ok) {
      return true;
    }
    this.lastFailure = outcome.message;
    return undefined;
  }

  private async insist<T>(work: () => Promise<T | undefined>): Promise<T> {
    for (let attempt = 0; attempt < MOST_FAILURES; attempt += 1) {
      const done = await work();
      if (done !== undefined) {
        return done;
      }
      this.failures += 1;
    }
    assert.fail(`an operation of ${this.subject.id} has failed ${MOST_FAILURES} times: ${this.lastFailure}`);
  }
}
