import type { Settings } from "./settings.js";

/** What is known of one account or zone. */
export class ClaimedPlace<S extends Settings> {
  /** How many resources of the program are about it. None as long as no check has come, as in a destroy. */
  siblings = 0;
  /** URNs of the resources whose check has come. */
  readonly checked = new Set<string>();
  /** Who declares each setting. */
  readonly declared = new Map<string, string | undefined>();
  /** Settings of which somebody is going to offer what it remembers. */
  readonly expected = new Set<string>();
  /** Settings that somebody has come to manage without anything to take over. */
  readonly begun = new Set<string>();
  /** Settings of which a check has previewed what managing them overwrites. */
  readonly previewed = new Set<string>();
  /** Settings that an operation of this run has given up. */
  readonly released = new Set<string>();
  offered: Partial<S> = {};
}
