import { containsUnknown, isUnknown, UNKNOWN } from "../../provider/engine/unknown.js";

// Merging once more, for the tests, as docs/resources/risk-posture.md has it: one setting after the other, each looked for from the top.

/** What the account or zone says first, what the baseline says below it. Plain; {@link UNKNOWN} stands where a preview does not know. */
export type Layers = readonly unknown[];

/** A secret that says nothing of a setting: what lies below it is one secret then, which is known as a whole or not at all. */
export const NOTHING_IN_SECRET = Symbol("a secret without a value");

/** What becomes of the setting at this path. Nothing: it is not managed. */
function settingAt(layers: Layers, path: readonly string[]): unknown {
  let isSecret = false;
  for (const layer of layers) {
    let said: unknown = layer;
    for (const step of path) {
      if (typeof said !== "object" || said === null) {
        break;
      }
      said = Object.entries(said).find(([name]) => name === step)?.[1];
    }
    if (said === null) {
      return undefined;
    }
    if (said === NOTHING_IN_SECRET) {
      isSecret = true;
    } else if (said !== undefined) {
      return isSecret && containsUnknown(said) ? UNKNOWN : said;
    }
  }
  return undefined;
}

/** The behaviors of an account. Those that are enabled unless they are excepted lie below all layers, and no layer cuts them off. */
export function behaviorsOf(layers: Layers, enabled?: unknown): unknown {
  const cut = layers.indexOf(null);
  const heard = [...(cut < 0 ? layers : layers.slice(0, cut)), enabled].map((layer) =>
    layer === NOTHING_IN_SECRET ? undefined : layer,
  );
  if (heard.some(isUnknown)) {
    return UNKNOWN;
  }
  const keys = new Set(heard.flatMap((layer) => Object.keys(Object(layer ?? {}))));
  return withoutAbsent([...keys].map((key) => [key, settingAt(heard, [key])]));
}

/** The fraud settings of a zone. */
export function fraudOf(layers: Layers): object {
  const criteria = ["successCriteria", "failureCriteria"].map(
    (criterion) => [criterion, settingAt(layers, ["authenticationSettings", criterion])] as const,
  );
  const settings = withoutAbsent(criteria);
  return withoutAbsent([
    ["userProfiles", settingAt(layers, ["userProfiles"])],
    ["usernameExpressions", settingAt(layers, ["usernameExpressions"])],
    ["authenticationSettings", Object.keys(settings).length === 0 ? undefined : settings],
  ]);
}

function withoutAbsent(entries: readonly (readonly [string, unknown])[]): object {
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
