import { getOrInsert } from "../../memoize.js";
import type { Recorded } from "../kind.js";
import { omit, pick, type Settings, settingNames } from "../settings.js";

/** What is remembered of the settings of one account or zone, while they change their owner. */
class Remembered<S extends Settings> {
  /** Settings of which somebody is going to offer what it remembers. */
  readonly expected = new Set<string>();
  /** Settings that somebody has come to manage without anything to take over. */
  readonly begun = new Set<string>();
  /** What was there before they were first managed. */
  offered: Partial<S> = {};
  /** What they were last recorded with, and before a write whose outcome is not known. */
  recorded: Partial<S> = {};
  previous: Partial<S> = {};
}

/** What resources remember of settings that another one may come to manage in the same run: it takes that over. */
export class HandOver<S extends Settings> {
  private readonly places = new Map<string, Remembered<S>>();

  /** A resource has recorded these settings and does not declare them any more: its `diff`, which comes next, offers what it remembers. */
  expect(id: string, removed: readonly string[]): void {
    for (const setting of removed) {
      this.at(id).expected.add(setting);
    }
  }

  /** Whether that offer is still to come for one of these settings. */
  isExpected(id: string, settings: readonly string[]): boolean {
    return settings.some((setting) => this.at(id).expected.has(setting));
  }

  /** Keeps what a resource remembers, for whoever comes to manage a setting. The first one that remembers knows best. */
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

  /** Whether something was offered for one of these settings. */
  isOffered(id: string, settings: readonly string[]): boolean {
    return settings.some((setting) => Object.hasOwn(this.at(id).offered, setting));
  }

  /** What was offered for these settings. */
  take(id: string, settings: Partial<S>): Partial<S> {
    return pick(this.at(id).offered, settingNames(settings));
  }

  /** What these settings were recorded with by whoever has offered what it remembers. */
  recorded(id: string, settings: Partial<S>): Required<Pick<Recorded<S>, "settings" | "previous">> {
    const { recorded, previous } = this.at(id);
    const names = settingNames(settings);
    return { settings: pick(recorded, names), previous: pick(previous, names) };
  }

  /** These settings have a new owner. It took what was offered by now; later offers are ignored. */
  begin(id: string, settings: Partial<S>): void {
    const { begun } = this.at(id);
    for (const setting of settingNames(omit(settings, settingNames(this.take(id, settings))))) {
      begun.add(setting);
    }
  }

  /** Those settings whose successor manages them already, and so has begun a history of its own. */
  begun(id: string, settings: Partial<S>): Partial<S> {
    return pick(settings, this.at(id).begun);
  }

  private at(id: string): Remembered<S> {
    return getOrInsert(this.places, id, () => new Remembered<S>());
  }
}
