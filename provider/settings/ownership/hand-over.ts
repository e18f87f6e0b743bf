import { getOrInsert } from "../../memoize.js";
import type { Recorded } from "../kind.js";
import { omit, pick, type Settings, settingNames } from "../settings.js";

/** The remembered values of one account or zone, while settings change their owner. */
class Remembered<S extends Settings> {
  /** Settings for which an offer is still to come. */
  readonly expected = new Set<string>();
  /** Settings that a resource has adopted without an offer. */
  readonly adoptedWithoutOffer = new Set<string>();
  /** The initial values. */
  offered: Partial<S> = {};
  /** The last recorded values; `previous`: those before a write whose outcome is not known. */
  recorded: Partial<S> = {};
  previous: Partial<S> = {};
  /** What a failed operation was to record. */
  failed: Pick<Recorded<S>, "initial" | "settings" | "previous"> = { initial: {}, settings: {} };
}

/** The values that resources remember for settings that they give up. A resource that adopts one in the same run takes them over. */
export class HandOver<S extends Settings> {
  private readonly places = new Map<string, Remembered<S>>();

  /** Expects an offer: a resource has recorded these settings and no longer declares them. Its `diff`, which comes next, makes it. */
  expect(id: string, removed: readonly string[]): void {
    for (const setting of removed) {
      this.at(id).expected.add(setting);
    }
  }

  /** Whether that offer is still to come for one of these settings. */
  isExpected(id: string, settings: readonly string[]): boolean {
    return settings.some((setting) => this.at(id).expected.has(setting));
  }

  /** Keeps the values that a resource remembers, for the one that adopts a setting. The first offer counts. */
  offer({
    id,
    initial,
    settings,
    previous = {},
  }: Pick<Recorded<S>, "id" | "initial" | "settings" | "previous">): void {
    const place = this.at(id);
    place.offered = { ...initial, ...place.offered };
    place.recorded = { ...pick(settings, settingNames(initial)), ...place.recorded };
    place.previous = { ...pick(previous, settingNames(initial)), ...place.previous };
    for (const setting of settingNames(initial)) {
      place.expected.delete(setting);
    }
  }

  /**
   * Keeps what a failed operation was to record. An error hook of the program lets the engine repeat the operation, with the same record as
   * before: it must not take its own writes for what was there before.
   */
  keepFailed({ id, initial, settings, previous = {} }: Recorded<S>): void {
    const place = this.at(id);
    place.failed = { initial: { ...initial, ...place.failed.initial }, settings, previous };
  }

  /** Whether something was offered for one of these settings. */
  isOffered(id: string, settings: readonly string[]): boolean {
    return settings.some((setting) => Object.hasOwn(this.at(id).offered, setting));
  }

  /** The initial values that were offered for these settings, or that the failed operation was to record. */
  takenInitial(id: string, settings: Partial<S>): Partial<S> {
    const { offered, failed } = this.at(id);
    return pick({ ...failed.initial, ...offered }, settingNames(settings));
  }

  /** The recorded values of these settings, from the same sources. */
  takenRecord(id: string, settings: Partial<S>): Required<Pick<Recorded<S>, "settings" | "previous">> {
    const { recorded, previous, failed } = this.at(id);
    const names = settingNames(settings);
    return {
      settings: pick({ ...failed.settings, ...recorded }, names),
      previous: pick({ ...failed.previous, ...previous }, names),
    };
  }

  /**
   * Marks the settings for which nothing was offered by now: their new owner has recorded initial values of its own. Later offers are
   * ignored.
   */
  markAdopted(id: string, settings: Partial<S>): void {
    const { adoptedWithoutOffer, offered } = this.at(id);
    for (const setting of settingNames(omit(settings, settingNames(offered)))) {
      adoptedWithoutOffer.add(setting);
    }
  }

  /** The settings whose successor manages them already, with an initial value of its own. */
  adoptedWithoutOffer(id: string, settings: Partial<S>): Partial<S> {
    return pick(settings, this.at(id).adoptedWithoutOffer);
  }

  private at(id: string): Remembered<S> {
    return getOrInsert(this.places, id, () => new Remembered<S>());
  }
}
