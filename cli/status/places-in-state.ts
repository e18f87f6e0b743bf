import { isUnknown, UNKNOWN } from "../../provider/engine/unknown.js";
import { ownProperty } from "./own-property.js";
import type { StackResource } from "./stack-export.js";

/** The settings of one account or zone, as its kind reads them. An encrypted value looks like an unknown one. */
export interface StateSettings {
  readonly values: unknown;
  /** The values that may be shown. A secret looks like an unknown value. */
  readonly visible: unknown;
}

/** One account or zone of a resource in the state. */
export interface Place {
  /** Absent where it is encrypted. */
  readonly id?: string;
  /** Absent where it is secret or encrypted. */
  readonly shownId?: string;
  readonly settings: StateSettings;
  /** The settings before they were first managed. */
  readonly initial: StateSettings;
  /** Whether the settings are one secret, or encrypted as one. Then not even their names may be shown. */
  readonly areNamesSecret: boolean;
  /** Whether the ids of the set, and so their number, are secret. */
  readonly areIdsSecret: boolean;
}

/** The input properties that hold one kind of settings. */
interface Layout {
  readonly idProperty: string;
  readonly placesProperty: string;
  readonly settingsProperty?: string;
}

/** The accounts or zones that a resource in the state manages: one, or those of a set. Undefined if even the ids are encrypted. */
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
        areNamesSecret: isUnknown(own(visible)),
        areIdsSecret: false,
      },
    ];
  }
  if (isUnknown(places)) {
    return undefined;
  }
  const areIdsSecret = isUnknown(visible[placesProperty]);
  return Object.entries(Object(places)).map(([id, values]) => {
    const shown = partOf(visible[placesProperty], id);
    return {
      ...ids(id, areIdsSecret ? UNKNOWN : id),
      settings: { values, visible: shown },
      initial: { values: partOf(initial, id), visible: partOf(visibleInitial, id) },
      areNamesSecret: isUnknown(shown),
      areIdsSecret,
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
