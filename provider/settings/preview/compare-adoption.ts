import { type Draft, EMPTY_RECORD, type SettingsKind, type Violation } from "../kind.js";
import { overwrites, overwritesNothing } from "../messages/adoption-wording.js";
import { cannotTellYet } from "../messages/not-compared-wording.js";
import { omit, pick, type Settings } from "../settings.js";
import { plan } from "../write/plan.js";

/** The settings of one account or zone that a check's new inputs adopt. */
export interface Adopted<S extends Settings> {
  readonly id: string;
  readonly draft: Draft<S>;
  readonly settings: readonly string[];
  /** Settings that the resource gives up at the same time. */
  readonly givesUp: readonly string[];
}

/** The effect of adopting settings. */
export interface AdoptionComparison<S extends Settings> {
  readonly lines: readonly string[];
  /** Whether live and declared are the same. */
  readonly isSame: boolean;
  /** Settings that the API is going to refuse, and why. */
  readonly refused: readonly Violation<S>[];
}

/**
 * Compares settings that are about to be adopted with the live ones: what adoption overwrites, and what the API will refuse. Pure, so that
 * a preview and the operation itself use the same words.
 */
export function compareAdoption<S extends Settings>(
  kind: SettingsKind<S>,
  live: S,
  { draft, settings }: Adopted<S>,
): AdoptionComparison<S> {
  const planned = plan(kind, live, { id: "", ...EMPTY_RECORD }, { id: "", settings: draft.settings });
  const open = draft.unknown.filter((setting) => settings.includes(setting));
  // A setting that is not known yet may remove the obstacle to a known one, unless the obstacle is a missing name.
  const refused = planned.refused.filter(
    ({ setting }) =>
      settings.includes(setting) &&
      (draft.unknown.length === 0 || kind.missingReason(setting, live) !== undefined),
  );
  const unwritable = refused.map(({ setting }) => setting);
  const lines = [
    ...overwrites(kind, live, omit(pick(planned.changes, settings), unwritable)),
    ...open.map((setting) => cannotTellYet([setting], "its value")),
  ];
  const isSame = lines.length === 0 && refused.length === 0;
  return {
    isSame,
    lines: isSame ? [overwritesNothing(settings)] : lines,
    refused: [...refused, ...missing(kind, live, open)],
  };
}

function missing<S extends Settings>(
  kind: SettingsKind<S>,
  live: S,
  settings: readonly (keyof S & string)[],
): Violation<S>[] {
  return settings.flatMap((setting) => {
    const reason = kind.missingReason(setting, live);
    return reason === undefined ? [] : [{ setting, reason }];
  });
}
