import { getOrInsert } from "../../memoize.js";
import { omit, pick, type Settings, settingNames } from "../settings.js";
import { ChecksUnderWay } from "./checks-under-way.js";
import { ClaimedPlace } from "./claimed-place.js";
import { HandOver } from "./hand-over.js";
import type { OtherProcesses } from "./other-processes.js";

/** What `check` sees of one resource. */
export interface Checked {
  readonly urn: string | undefined;
  readonly siblings: number;
  /** The settings that it declares now. */
  readonly declared: readonly string[];
  /** Those of them that may turn out not to be declared: they claim a setting, but no conflict comes of it. */
  readonly undecided: readonly string[];
}

/**
 * What the program declares now, as far as the checks of this run have seen it. The engine keeps no such record, and calls `delete` alike
 * for a resource that is gone from the program, renamed in it, or being replaced.
 */
export class Claims<S extends Settings> {
  private readonly places = new Map<string, ClaimedPlace>();
  /** What resources remember of settings that another one may come to manage. */
  readonly handOver = new HandOver<S>();
  /** The checks of this run, which resources wait for. */
  readonly checks = new ChecksUnderWay();

  /** @param others What the other provider processes of this run know and are told. */
  constructor(private readonly others: OtherProcesses) {}

  /** The check of a resource has ended: nobody waits for it any more. One that was refused comes to manage nothing of what it declares. */
  endCheck(
    id: string,
    { urn, siblings, isRefused }: Pick<Checked, "urn" | "siblings"> & { readonly isRefused: boolean },
  ): void {
    const place = this.at(id);
    place.siblings = Math.max(place.siblings, siblings);
    place.checking.delete(urn ?? "");
    place.checked.add(urn ?? "");
    if (isRefused) {
      place.unclaim(urn);
      this.others.tellOf(id, urn ?? "", []);
    }
  }

  /** A resource that was refused has settings of this account or zone on record: nobody else can take them over in this run. */
  hold(id: string, urn: string | undefined): void {
    this.at(id).held.add(urn ?? "");
  }

  isHeld(id: string): boolean {
    return this.at(id).held.size > 0;
  }

  /** A resource declares settings of an account or zone. Answers those that another resource has declared in this run, with its URN. */
  declare(id: string, { urn, siblings, declared, undecided }: Checked): { setting: string; urn: string }[] {
    const place = this.at(id);
    place.siblings = Math.max(place.siblings, siblings);
    place.held.delete(urn ?? "");
    place.checking.add(urn ?? "");
    const certain = declared.filter((setting) => !undecided.includes(setting));
    const conflicts = certain.flatMap((setting) => {
      const owner = place.otherOwner(setting, urn);
      return owner === undefined ? [] : [{ setting, urn: owner }];
    });
    for (const setting of declared) {
      place.claim(setting, urn, undecided.includes(setting));
    }
    this.others.tellOf(id, urn ?? "", declared);
    return conflicts;
  }

  /** The operation that was to come to manage these settings has failed, and nothing is recorded of it: nobody takes them over. */
  withdraw(id: string, settings: Partial<S>): void {
    const { declared } = this.at(id);
    for (const setting of settingNames(settings)) {
      const urn = declared.get(setting);
      declared.delete(setting);
      const left = [...declared].filter(([, other]) => other === urn).map(([name]) => name);
      this.others.tellOf(id, urn ?? "", left);
    }
  }

  /** The resource that declares some of these settings, if it is known by its URN. */
  urnOf(places: Iterable<{ readonly id: string; readonly settings: Partial<S> }>): string | undefined {
    for (const { id, settings } of places) {
      const { declared } = this.at(id);
      for (const setting of settingNames(settings)) {
        const urn = declared.get(setting);
        if (urn !== undefined) {
          return urn;
        }
      }
    }
    return undefined;
  }

  /** Whether resources of the program that are about this account or zone have not been looked at, as with `--target`. */
  hasUnseenSiblings(id: string): boolean {
    const { checked, siblings } = this.at(id);
    return checked.size < siblings && checked.size + this.others.declared(id).length < siblings;
  }

  /** The operation that gives up these settings has come to them: what becomes of them needs no preview any more. */
  release(id: string, settings: Iterable<string>): void {
    for (const setting of settings) {
      this.at(id).released.add(setting);
    }
  }

  /** Whether another resource has given up one of these settings in this run, and may have given it back before this one was checked. */
  isReleased(id: string, settings: readonly string[]): boolean {
    const { released } = this.at(id);
    return settings.some((setting) => released.has(setting)) || this.others.haveReleased(id, settings);
  }

  /** Those settings that no operation has come to. */
  unreleased(id: string, settings: Partial<S>): Partial<S> {
    return omit(settings, this.at(id).released);
  }

  /** Those settings that nobody declares, and that no operation has come to. */
  unclaimed(id: string, settings: Partial<S>): Partial<S> {
    return omit(this.unreleased(id, settings), settingNames(this.successors(id, settings)));
  }

  /** Those settings that somebody declares, in this process or in another one. */
  successors(id: string, settings: Partial<S>): Partial<S> {
    return pick(settings, [...this.at(id).declared.keys(), ...this.others.declared(id).flat()]);
  }

  /** Those settings that nobody declares in this process. */
  declaredElsewhereOnly(id: string, settings: Partial<S>): Partial<S> {
    return omit(settings, this.at(id).declared.keys());
  }

  /**
   * Waits, though not for long, until all resources of this account or zone have been checked, and those that give up these settings have
   * offered what they remember: the engine checks resources in an order of its own, while the first ones are already being updated.
   */
  async complete(id: string, adopted: Partial<S>, isSetGiving = false): Promise<void> {
    await this.checks.wait(
      () => this.at(id).checking.size === 0 && !this.hasUnseenSiblings(id),
      () => !this.handOver.isExpected(id, settingNames(adopted)),
      isSetGiving,
    );
  }

  private at(id: string): ClaimedPlace {
    return getOrInsert(this.places, id, () => new ClaimedPlace());
  }
}
