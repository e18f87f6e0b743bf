import type { Rules } from "../kind.js";
import { differing, hasSettings, omit, pick, type Settings, settingNames } from "../settings.js";

/** What an operation remembers about its own writes when it decides again. It sends no requests. */
export class EarlierWrites<S extends Settings> {
  /** All settings as they were before any of these writes may have been applied. */
  before: S;
  /** Whether a write may have wiped the rest, and since then the rest was neither seen intact nor put back. */
  isRestUnverified = false;
  /** All settings that were written, or may have been, with the values that were sent. */
  private possiblyWritten: Partial<S> = {};

  /**
   * @param owned The settings that the operation may write.
   * @param live All settings, as the first read shows them.
   */
  constructor(
    private readonly rules: Pick<Rules<S>, "isMapWiped">,
    private readonly owned: Partial<S>,
    live: S,
  ) {
    this.before = live;
  }

  /** Adds a write that was applied, or may have been. `live`: all settings as a read showed them afterwards. */
  add(settings: Partial<S>, live?: S): void {
    this.possiblyWritten = { ...this.possiblyWritten, ...settings };
    this.isRestUnverified ||= live === undefined || this.rules.isMapWiped(this.rest, live);
  }

  /**
   * Takes in a read by which the operation decides again. If somebody else has changed a setting that we may have written, or are still to
   * write, then their value is what was there before our next write.
   */
  see(live: S): void {
    if (!this.mayHaveApplied) {
      this.before = live;
      return;
    }
    // While the rest is unverified, a change of an unwritten setting may be our own: it may be wiped.
    const unwritten = this.isRestUnverified ? {} : omit(this.owned, settingNames(this.possiblyWritten));
    const theirs = { ...differing(live, this.possiblyWritten), ...unwritten };
    this.before = { ...this.before, ...pick(live, settingNames(theirs)) };
  }

  get mayHaveApplied(): boolean {
    return hasSettings(this.possiblyWritten);
  }

  /** The rest, as it was before: all settings that were certainly not sent. */
  get rest(): Partial<S> {
    return omit(this.before, settingNames(this.possiblyWritten));
  }

  /** The live values of all settings that were written, or may have been. */
  written(live: S): Partial<S> {
    return pick(live, settingNames(this.possiblyWritten));
  }
}
