import { getOrInsert } from "../../memoize.js";
import { omit, pick, type Settings, settingNames } from "../settings.js";
import { ChecksUnderWay } from "./checks-under-way.js";
import { ClaimedPlace, type ClaimsBySetting } from "./claimed-place.js";
import { HandOver } from "./hand-over.js";
import type { OtherProcesses } from "./other-processes.js";

/** What `check` sees of one resource. */
export interface Checked {
  readonly urn: string | undefined;
  readonly siblings: number;
  /** The settings that it declares now. */
  readonly declared: readonly string[];
  /** The ones that may turn out not to be declared: they claim a setting, but cause no conflict. */
  readonly undecided: readonly string[];
}

/**
 * The settings that the program declares, as far as this run has checked them. The engine keeps no such record, and calls `delete` alike
 * for a resource that was removed from the program, was renamed, or is being replaced.
 */
export class Claims<S extends Settings> {
  private readonly places = new Map<string, ClaimedPlace>();
  /** The values that resources remember for settings that another one may adopt. */
  readonly handOver = new HandOver<S>();
  /** The checks of this run, which resources wait for. */
  readonly checks = new ChecksUnderWay();

  /** @param others Exchanges notes with the other provider processes of this run. */
  constructor(private readonly others: OtherProcesses) {}

  /** Ends the check of a resource: nobody waits for it any more. A refused resource adopts nothing, so it loses its claims. */
  endCheck(
    id: string,
    { urn, siblings, isRefused }: Pick<Checked, "urn" | "siblings"> & { readonly isRefused: boolean },
  ): void {
    const place = this.at(id);
    // A check that was refused for its inputs has not declared anything.
    place.siblings = Math.max(place.siblings, siblings);
    place.checking.delete(urn);
    place.checked.add(urn);
    if (isRefused) {
      place.unclaim(urn);
      this.others.announce(id, urn, []);
    }
  }

  /** Holds the settings of this account or zone that a refused resource has on record: no other one can take them over in this run. */
  hold(id: string, urn: string | undefined): void {
    this.at(id).held.add(urn);
  }

  isHeld(id: string): boolean {
    return this.at(id).held.size > 0;
  }

  /** Claims the settings that a resource declares. Returns those that another resource has declared in this run, with its URN. */
  declare(id: string, { urn, siblings, declared, undecided }: Checked): { setting: string; urn: string }[] {
    const place = this.at(id);
    place.siblings = Math.max(place.siblings, siblings);
    place.held.delete(urn);
    place.checking.add(urn);
    const certain = declared.filter((setting) => !undecided.includes(setting));
    const conflicts = certain.flatMap((setting) => {
      const owner = place.otherOwner(setting, urn);
      return owner === undefined ? [] : [{ setting, urn: owner }];
    });
    for (const setting of declared) {
      place.claim(setting, urn, undecided.includes(setting));
    }
    this.others.announce(id, urn, declared);
    return conflicts;
  }

  /** Removes the claims on these settings: the operation that was to adopt them has failed, and has recorded nothing. */
  withdraw(id: string, settings: Partial<S>): void {
    const { declared, withdrawn } = this.at(id);
    this.move(id, settingNames(settings), declared, withdrawn);
  }

  /** Restores the claims that were withdrawn: an error hook of the program lets the engine repeat an operation, without another check. */
  renew(id: string, settings: Partial<S>): void {
    const { declared, withdrawn } = this.at(id);
    const names = settingNames(settings).filter((setting) => !declared.has(setting));
    this.move(id, names, withdrawn, declared);
  }

  private move(id: string, names: readonly string[], from: ClaimsBySetting, to: ClaimsBySetting): void {
    const moved = names.flatMap((setting) => {
      const claim = from.get(setting);
      return claim === undefined ? [] : [[setting, claim] as const];
    });
    for (const [setting, claim] of moved) {
      from.delete(setting);
      to.set(setting, claim);
    }
    const { declared } = this.at(id);
    for (const urn of new Set(moved.map(([, claim]) => claim.urn))) {
      const left = [...declared].filter(([, claim]) => claim.urn === urn).map(([setting]) => setting);
      this.others.announce(id, urn, left);
    }
  }

  /** The URN of a resource that declares some of these settings, if it is known. */
  urnOf(places: Iterable<{ readonly id: string; readonly settings: Partial<S> }>): string | undefined {
    for (const { id, settings } of places) {
      const { declared } = this.at(id);
      for (const setting of settingNames(settings)) {
        const urn = declared.get(setting)?.urn;
        if (urn !== undefined) {
          return urn;
        }
      }
    }
    return undefined;
  }

  /** Whether the program has resources for this account or zone that were not checked, as with `--target`. */
  hasUnseenSiblings(id: string): boolean {
    const { checked, siblings } = this.at(id);
    // The first comparison saves reading the notes of other processes.
    return checked.size < siblings && checked.size + this.others.declared(id).length < siblings;
  }

  /** Marks settings that an operation has begun to give up: they need no preview any more. */
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

  /** The settings that no operation has begun to give up. */
  unreleased(id: string, settings: Partial<S>): Partial<S> {
    return omit(settings, this.at(id).released);
  }

  /** The settings that a resource declares, in this process or in another one. */
  successors(id: string, settings: Partial<S>): Partial<S> {
    return pick(settings, [...this.at(id).declared.keys(), ...this.others.declared(id).flat()]);
  }

  /** The settings that no resource of this process declares. */
  undeclaredHere(id: string, settings: Partial<S>): Partial<S> {
    return omit(settings, this.at(id).declared.keys());
  }

  /**
   * Waits briefly until all resources of this account or zone have been checked, and those that give up these settings have offered their
   * remembered values: the engine checks resources in its own order, while it already updates the first ones.
   */
  async waitForOffers(id: string, adopted: Partial<S>, isSetGiving = false): Promise<void> {
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
