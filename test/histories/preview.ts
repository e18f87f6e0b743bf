import assert from "node:assert/strict";
import type { Laws } from "./laws/laws.js";
import type { Setting } from "./ledger.js";
import { mentions } from "./logged-lines.js";
import type { Declaration } from "./program.js";
import { same, valueIn } from "./settings.js";
import type { Resource } from "./stack.js";

/** A preview has said that it could not look in time, as on a busy machine: then it cannot tell what `up` overwrites. */
const NOT_IN_TIME = /not compared with the live settings: .*(nothing within|no answer in time)/;

/** The lines of a preview, and the state at that time. */
export interface Preview {
  readonly lines: readonly string[];
  readonly before: ReadonlyMap<Setting, readonly Resource[]>;
  /** A preview assumes that the live value of a setting that is given up is the recorded one. For these settings that may be wrong. */
  readonly unsure: ReadonlySet<Setting>;
  readonly declarations: readonly Declaration[];
}

/**
 * An `up` makes exactly the changes that its preview announces. Exceptions: the engine asks no provider about a delete, and it shows
 * updates itself. A preview that says that it could not look in time need not announce them.
 */
export function compareWithPreview(laws: Laws, { lines, before, unsure, declarations }: Preview): void {
  for (const setting of laws.ledger.all()) {
    const owners = before.get(setting) ?? [];
    if (unsure.has(setting)) {
      continue;
    }
    const all = laws.changes.filter((change) => change.isMeant && change.setting === setting);
    const isChanged = all.length > 0 && !same(setting.live[0], all.at(-1)?.to);
    const announced = lines.filter((line) =>
      mentions(line, setting, ["overwrites", "gives back", "disables"]),
    );
    if (announced.length > 0) {
      assert.ok(isChanged, `up does not do what its preview says: ${announced}`);
    } else {
      const isShown = owners.some((owner) => declarations.some((one) => keeps(one, owner, setting)));
      const isToldOf = isShown || laws.isDeleted(setting) || lines.some((line) => NOT_IN_TIME.test(line));
      assert.ok(isToldOf || !isChanged, `up changes ${setting.name}, which its preview does not say`);
    }
  }
}

export function unsureOf(before: Preview["before"]): ReadonlySet<Setting> {
  const unsure = [...before].filter(
    ([{ theirs, isUncertain }, owners]) =>
      theirs !== undefined || isUncertain || owners.some(({ isPendingReplacement }) => isPendingReplacement),
  );
  return new Set(unsure.map(([setting]) => setting));
}

function keeps(one: Declaration, { name }: Resource, setting: Setting): boolean {
  return [one.name, ...one.aliases].includes(name) && valueIn(one.inputs, setting) !== undefined;
}
