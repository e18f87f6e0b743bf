import assert from "node:assert/strict";
import type { Watch } from "../cloud.js";
import { Ledger, type Setting } from "../ledger.js";
import { mentions } from "../logged-lines.js";
import { entriesOf, type Json, normal, off, type Props, type Settings, same, valueIn } from "../settings.js";
import { givenUp, hasToLookAt, type Operation, type Resource } from "../stack.js";
import { places, sent, type World } from "../world.js";
import { assertAsExpected, assertGivenUp, beforePulumi, text } from "./after-run.js";

/** A setting that one of our PUTs has changed. */
export interface Change {
  readonly setting: Setting;
  readonly from: Json | undefined;
  readonly to: Json | undefined;
  /** The number of lines that had been printed before. */
  readonly lines: number;
  /** Whether the setting is declared or given up. False if it is only put back after the API itself reset it. */
  readonly isMeant: boolean;
}

interface EndedRun {
  readonly isKilled: boolean;
  readonly isDisturbed: boolean;
  readonly isCutOff: boolean;
  /** Whether an operation failed: the engine begins no other one. */
  readonly isStopped: boolean;
  /** `--target`: the only resource that the run has looked at. */
  readonly target?: string | undefined;
}

/**
 * The laws that hold for every setting in every history, from the view of a person who knows the program, the exported state and the
 * account. They do not depend on how the provider works.
 */
export class Laws implements Watch {
  readonly lines: string[] = [];
  readonly changes: Change[] = [];
  /** Lets somebody else act when the nth request of a method arrives. */
  onArrival: ((method: string, nth: number) => void) | undefined;
  private underWay: Operation[] = [];
  private run = 0;
  /** By place: the number of requests in this run, and whether Pulumi has read the settings since the last PUT. */
  private readonly requests = new Map<string, { count: number; isLook: boolean }>();
  private held = new Map<Setting, Resource[]>();
  /** Settings that an operation of this run had to read and has made live. Excludes settings that it only gives up. */
  readonly settled = new Set<Setting>();
  /** Settings whose history is unknowable: the run was killed, or the new owner never saw the former owner's outputs. */
  private readonly lost = new Set<Setting>();
  private readonly shown = new Set<string>();
  private readonly deleted = new Set<Setting>();
  /** Settings that a run with `--target` has given back although a resource that it did not look at has them on record. */
  readonly unnoticed = new Set<Setting>();

  constructor(
    private readonly world: World,
    readonly ledger = new Ledger(world),
  ) {}

  begin(state: readonly Resource[]): void {
    this.run += 1;
    this.lines.length = 0;
    this.changes.length = 0;
    this.underWay = [];
    this.requests.clear();
    this.settled.clear();
    this.lost.clear();
    this.shown.clear();
    this.deleted.clear();
    this.unnoticed.clear();
    this.held = this.ledger.holders(state);
    for (const place of places) {
      for (const [name, value] of Object.entries(this.world.live(place))) {
        Object.assign(this.ledger.at(place, name), { live: [value], alsoAllowed: [], undone: [] });
      }
    }
  }

  begins(operation: Operation): void {
    this.underWay.push(operation);
    if (operation.op === "delete") {
      add(this.deleted, this.ledger.concerned(operation));
    }
    for (const { place, name, policy } of givenUp(operation)) {
      this.ledger.at(place, name).released.push(policy);
    }
  }

  shows(process: string, { uid }: Resource): void {
    this.shown.add(`${process} ${uid}`);
  }

  ends(
    operation: Operation,
    process: string,
    isOk: boolean,
    recorded: Props | undefined,
    isHeard: boolean,
  ): void {
    this.underWay = this.underWay.filter((one) => one !== operation);
    if (!isHeard || !isOk) {
      for (const setting of this.ledger.concerned(operation)) {
        setting.isUncertain = true;
        setting.isDeleteFailed ||= operation.op === "delete";
        if (!isHeard) {
          this.lost.add(setting);
        }
      }
    }
    if (!isHeard || recorded === undefined) {
      return;
    }
    for (const { place, name } of entriesOf(recorded)) {
      const setting = this.ledger.at(place, name);
      const isLookedAt = hasToLookAt(operation, place);
      if (isOk && (isLookedAt || !setting.isDeleteFailed)) {
        Object.assign(setting, { isUncertain: false, isDeleteFailed: false, released: [] });
      }
      if (isOk && isLookedAt) {
        this.settled.add(setting);
      }
      if (setting.before.length === 0) {
        setting.before = [...setting.live];
      }
    }
    for (const setting of this.ledger.concerned(operation)) {
      const givers = this.held.get(setting) ?? [];
      if (givers.length > 0 && !givers.some(({ uid }) => this.shown.has(`${process} ${uid}`))) {
        this.lost.add(setting);
      }
    }
  }

  /** Records that somebody else has set a setting. */
  somebodySets(place: string, name: string, isOurs: (setting: Setting) => boolean): void {
    const setting = this.ledger.at(place, name);
    const { count = 0, isLook = false } = this.requests.get(place) ?? {};
    const value = this.world.live(place)[name] ?? null;
    setting.expected = value;
    setting.live.push(value);
    setting.theirs = { run: this.run, isAfterLook: isLook, beforeRequest: count + 1 };
    // Until Pulumi writes the setting, this value too counts as one from before Pulumi.
    if (setting.before.length > 0 && !isOurs(setting)) {
      setting.before.push(value);
    }
  }

  arrives(method: string, place: string, nth: number): void {
    this.onArrival?.(method, nth);
    const { count = 0, isLook = false } = this.requests.get(place) ?? {};
    this.requests.set(place, { count: count + 1, isLook: method === "PUT" ? false : isLook });
  }

  looks(place: string): void {
    const { count = 0 } = this.requests.get(place) ?? {};
    this.requests.set(place, { count, isLook: true });
  }

  puts(place: string, body: unknown, apply: () => void): void {
    const before = this.world.live(place);
    apply();
    const after = this.world.live(place);
    const named = sent(body);
    for (const [name, to] of Object.entries(after)) {
      if (same(before[name], to)) {
        continue;
      }
      const setting = this.ledger.at(place, name);
      setting.live.push(to);
      // An API that replaces the map has reset the settings that the PUT does not name.
      if (!(name in named)) {
        continue;
      }
      const isMeant = this.judge(setting, before, to);
      if (isMeant) {
        if (setting.before.length === 0) {
          setting.before = setting.live.slice(0, -1);
        }
        if (setting.theirs?.run === this.run) {
          setting.alsoAllowed.push(setting.expected);
        }
        Object.assign(setting, { expected: to, theirs: undefined });
      }
      this.changes.push({ setting, from: before[name], to, lines: this.lines.length, isMeant });
    }
  }

  /** Whether an operation in progress declares the setting or gives it up. Asserts that a value that is given back is right. */
  private judge(setting: Setting, live: Settings, to: Json): boolean {
    const { place, name, theirs, before } = setting;
    const from = live[name];
    const isDeclared = this.underWay.some((operation) => {
      const news = "news" in operation ? operation.news : undefined;
      return news !== undefined && same(normal(valueIn(news, setting) ?? null), to);
    });
    if (isDeclared) {
      return true;
    }
    // The setting is put back. Its value is checked when the run is over.
    if (same(to, setting.expected)) {
      return false;
    }
    const given = this.underWay.flatMap(givenUp).filter((one) => one.place === place && one.name === name);
    // If the change was to exactly the recorded value, nobody can tell that somebody else made it.
    const isTheirs = theirs !== undefined && !given.some(({ recorded }) => same(recorded, from));
    if (given.length === 0 || isTheirs) {
      // docs/reliability.md: a change between read and PUT is invisible, and settings that look wiped are put back for two requests.
      const isJustBefore =
        theirs?.run === this.run &&
        theirs.isAfterLook &&
        theirs.beforeRequest === this.requests.get(place)?.count;
      if (given.length > 0 && isJustBefore) {
        setting.alsoAllowed.push(to);
      } else if (given.length === 0) {
        // The same change again, after it was undone once, looks like an API that replaces the map.
        const isAgain = setting.undone.some(
          ({ value, request }) =>
            same(value, to) && theirs?.run === this.run && theirs.beforeRequest > request,
        );
        setting.alsoAllowed.push(...(isAgain ? [to] : []));
        setting.undone.push({ value: to, request: this.requests.get(place)?.count ?? 0 });
        // When the change proves to be somebody else's, the value of the read is given back: the one before theirs and this.
        setting.alsoAllowed.push(...(isJustBefore ? setting.live.slice(-3, -2) : []));
      }
      return false;
    }
    const isRight = given.some(
      ({ policy }) =>
        (policy === "restore" && before.some((value) => same(value, to))) ||
        (policy === "disable" && same(to, off(name, from))),
    );
    assert.ok(isRight, `${name} of ${place} is given back as ${text(to)}. ${beforePulumi(setting)}`);
    return true;
  }

  /** Compares all settings with the state when a run is over. */
  end(state: readonly Resource[], run: EndedRun): void {
    const held = this.ledger.holders(state);
    for (const setting of this.ledger.all()) {
      const live = this.world.live(setting.place)[setting.name] ?? null;
      const now = held.get(setting) ?? [];
      if (now.some(({ outputs }) => same(valueIn(outputs, setting), live))) {
        setting.theirs = undefined;
      }
      if (run.target !== undefined && this.isGivenBackUnnoticed(setting, live, now, run.target)) {
        this.unnoticed.add(setting);
        setting.theirs = { run: this.run, isAfterLook: false, beforeRequest: 0 };
      }
      const isCutOff = run.isKilled && now.length === 0;
      if (setting.before.length > 0 && (isCutOff || this.lost.has(setting))) {
        setting.before.push(...setting.live);
      }
      // In a replaced map, a run that is cut off cannot restore settings, and changes just before the restoring PUT are lost.
      if (run.isDisturbed && this.world.replaces(setting.place)) {
        setting.expected = live;
      }
      const excused = [
        ...setting.alsoAllowed,
        ...(run.isCutOff ? setting.undone.map(({ value }) => value) : []),
      ];
      assertAsExpected(setting, live, { excused, run: this.run });
      if (setting.before.length > 0 && now.length === 0 && !run.isKilled) {
        // docs/initial.md: a run that stops after an old resource has handed a setting over, and before the new one was begun.
        const isHandedOver =
          run.isStopped && this.lines.some((line) => mentions(line, setting, ["hands over"]));
        assertGivenUp(setting, live, isHandedOver);
      }
    }
  }

  /**
   * Whether the target of this run has given back a setting that another resource has on record: to that one, which the run has not looked
   * at, this is a change by somebody else.
   */
  private isGivenBackUnnoticed(
    setting: Setting,
    live: Json,
    holders: readonly Resource[],
    target: string,
  ): boolean {
    const isWritten = this.changes.some((change) => change.setting === setting && change.isMeant);
    const isOutdated = ({ name, outputs }: Resource) =>
      name !== target && !same(valueIn(outputs, setting), live);
    return isWritten && holders.length > 0 && holders.every(isOutdated);
  }

  isThisRun({ run }: { readonly run: number }): boolean {
    return run === this.run;
  }

  /** Whether a resource with the setting was deleted in this run. */
  isDeleted(setting: Setting): boolean {
    return this.deleted.has(setting);
  }
}

function add<T>(set: Set<T>, items: readonly T[]): void {
  for (const item of items) {
    set.add(item);
  }
}
