import { isUnknown, UNKNOWN } from "../../provider/engine/unknown.js";
import { ownProperty } from "./own-property.js";
import type { StackResource } from "./stack-export.js";

/** Settings of one account or zone, as its kind reads them. What is encrypted is like a value that is not known yet. */
export interface StateSettings {
  readonly values: unknown;
  /** What may be shown of them: every secret is like a value that is not known yet. */
  readonly visible: unknown;
}

/** One account or zone of a resource of the state. */
export interface Place {
  /** Absent where it is encrypted. */
  readonly id?: string;
  /** Absent where it is secret or encrypted. */
  readonly shownId?: string;
  readonly settings: StateSettings;
  /** What the settings were before they were first managed. */
  readonly initial: StateSettings;
  /** The settings are one secret, or encrypted as one: then not even their names may be shown. */
  readonly sealed: boolean;
  /** The ids of the set are secret, and so is how many there are. */
  readonly uncounted: boolean;
}

/** Where the inputs hold one kind of settings. */
interface Layout {
  readonly idProperty: string;
  readonly placesProperty: string;
  readonly settingsProperty?: string;
}

/** The accounts or zones that a resource of the state manages: one, or those of a set. Undefined if even their ids are encrypted. */
export function placesOf(
  { idProperty, placesProperty, settingsProperty }: Layout,
  {
    inputs,
    visible,
    initial,
    visibleInitial,
  }: Pick<StackResource, "inputs" | "visible" | "initial" | "visibleInitial">,
): Place[] | undefined {
  const places = inputs[placesProperty];
  if (places === undefined) {
    const own = (props: Readonly<Record<string, unknown>>) =>
      settingsProperty === undefined ? props : props[settingsProperty];
    return [
      {
        ...ids(inputs[idProperty], visible[idProperty]),
        settings: { values: own(inputs), visible: own(visible) },
        initial: { values: initial, visible: visibleInitial },
        sealed: isUnknown(own(visible)),
        uncounted: false,
      },
    ];
  }
  if (isUnknown(places)) {
    return undefined;
  }
  const uncounted = isUnknown(visible[placesProperty]);
  return Object.entries(Object(places)).map(([id, values]) => {
    const shown = partOf(visible[placesProperty], id);
    return {
      ...ids(id, uncounted ? UNKNOWN : id),
      settings: { values, visible: shown },
      initial: { values: partOf(initial, id), visible: partOf(visibleInitial, id) },
      sealed: isUnknown(shown),
      uncounted,
    };
  });
}

function ids(id: unknown, shown: unknown): Pick<Place, "id" | "shownId"> {
  return { ...(isText(id) ? { id } : {}), ...(isText(shown) ? { shownId: shown } : {}) };
}

function isText(value: unknown): value is string {
  return typeof value === "string" && !isUnknown(value);
}

function partOf(map: unknown, key: string): unknown {
  return isUnknown(map) ? UNKNOWN : ownProperty(map, key);
}
