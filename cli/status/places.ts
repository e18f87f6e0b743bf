import { isUnknown, UNKNOWN } from "../../provider/engine/unknown.js";
import type { StackResource } from "./stack-export.js";

type Values = Readonly<Record<string, unknown>>;

/** Settings in the shape of the inputs of a resource that has one account or zone. */
export interface Settled {
  readonly values: Values;
  /** What may be shown of them: every secret is like a value that is not known yet. */
  readonly visible: Values;
}

/** One account or zone of a resource of the state. */
export interface Place {
  /** Absent where it is secret or encrypted. */
  readonly shownId?: string;
  readonly settings: Settled;
  /** What the settings were before they were first managed. */
  readonly initial: Settled;
  /** The settings are one secret, or encrypted as one: then not even their names may be shown. */
  readonly sealed: boolean;
  /** The ids of the set are secret, and so is how many there are. */
  readonly uncounted: boolean;
}

/** Where the inputs hold one kind of settings. */
export interface Shape {
  /** "zoneId": the input of a resource that has one account or zone. */
  readonly idProperty: string;
  /** "zones": the input of a set, a map from ids to settings. */
  readonly map: string;
  /** The inputs that settings stand in. */
  readonly properties: readonly string[];
  /** Those inputs, by name, of what a set holds for an id, and of the output `initial`. */
  readonly spread: (settings: unknown) => Values;
}

export const ACCOUNTS: Shape = {
  idProperty: "accountId",
  map: "accounts",
  properties: ["behaviors"],
  spread: (behaviors) => ({ behaviors }),
};

export const ZONES: Shape = {
  idProperty: "zoneId",
  map: "zones",
  properties: ["userProfiles", "usernameExpressions", "authenticationSettings"],
  spread: (settings) => Object.fromEntries(Object.entries(Object(settings))),
};

/** The accounts or zones that a resource of the state manages: one, or those of a set. Undefined if even their ids are encrypted. */
export function placesOf(shape: Shape, resource: StackResource): Place[] | undefined {
  const { inputs, visible, initial, visibleInitial } = resource;
  const map = inputs[shape.map];
  if (map === undefined) {
    const [property, ...others] = shape.properties;
    return [
      placeFrom(shape, {
        settings: { values: inputs, visible },
        initial: settled(shape, initial, visibleInitial),
        sealed: property !== undefined && others.length === 0 && isUnknown(visible[property]),
        uncounted: false,
      }),
    ];
  }
  return isUnknown(map)
    ? undefined
    : Object.entries(Object(map)).map(([id, settings]) => {
        const shown = partOf(visible[shape.map], id);
        const { values, visible: visibleValues } = settled(shape, settings, shown);
        const { idProperty } = shape;
        return placeFrom(shape, {
          settings: {
            values: { ...values, [idProperty]: id },
            visible: { ...visibleValues, [idProperty]: isUnknown(visible[shape.map]) ? UNKNOWN : id },
          },
          initial: settled(shape, partOf(initial, id), partOf(visibleInitial, id)),
          sealed: isUnknown(shown),
          uncounted: isUnknown(visible[shape.map]),
        });
      });
}

function placeFrom({ idProperty }: Shape, place: Omit<Place, "shownId">): Place {
  const id = place.settings.visible[idProperty];
  return { ...(typeof id !== "string" || isUnknown(id) ? {} : { shownId: id }), ...place };
}

function settled(shape: Shape, values: unknown, visible: unknown): Settled {
  return { values: spread(shape, values), visible: spread(shape, visible) };
}

/** Of settings that are not known as a whole, none is. */
function spread({ spread, properties }: Shape, settings: unknown): Values {
  if (settings === undefined) {
    return {};
  }
  return isUnknown(settings)
    ? Object.fromEntries(properties.map((property) => [property, UNKNOWN]))
    : spread(settings);
}

function partOf(map: unknown, key: string): unknown {
  return isUnknown(map) ? UNKNOWN : new Map(Object.entries(Object(map))).get(key);
}
