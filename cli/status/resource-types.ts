import type { CloudflareClient } from "../../provider/cloudflare/client.js";
import { containsUnknown, isUnknown } from "../../provider/engine/unknown.js";
import { fraudKind, neverConfigured } from "../../provider/fraud-settings/kind.js";
import type { ZoneSettings } from "../../provider/fraud-settings/values.js";
import { getOrInsert, memoize } from "../../provider/memoize.js";
import { behaviorsKind } from "../../provider/risk-behaviors/kind.js";
import type { Settings } from "../../provider/settings/settings.js";
import { compareSnapshot } from "./compare-risk-model.js";
import { comparePlace, idOf, liveSettings, type SettingsSource } from "./compare-settings.js";
import type { Connection } from "./connections.js";
import { EncryptedError } from "./encrypted-error.js";
import type { LivePlace, Part } from "./part-of-resource.js";
import { placesOf } from "./places-in-state.js";
import type { PlaceName } from "./report.js";
import { placeHash } from "./secret-places.js";
import type { StackResource } from "./stack-export.js";

/** A kind of resource, named by its class. */
interface Kind {
  readonly name: string;
  /** The parts that are read and compared one by one: the account or zone of a resource, or each account or zone of a set. */
  readonly parts: (resource: StackResource) => Part[];
}

/** The prefixes of the resource types: of the dynamic classes, and of the plugin. */
const PREFIXES = ["pulumi-nodejs:dynamic/riskPosture:", "risk-posture:index:"];

const KINDS: readonly Kind[] = [
  ...settingsKinds({
    kind: behaviorsKind,
    neverConfigured: () => ({}),
    linesOf: () => undefined,
    more: (behaviors) => ({ behaviors }),
  }),
  ...settingsKinds({ kind: fraudKind, neverConfigured, linesOf: linesOfZone, more: () => ({}) }),
  {
    name: "RiskModelSnapshot",
    parts: (resource) => [
      {
        place: controllerOf(resource),
        areIdsSecret: false,
        ...secretPlaceOf("controller", resource.inputs["address"], containsUnknown(resource.visible)),
        compare: (connection) => compareSnapshot(resource, connection),
      },
    ],
  },
];

/** The kind with this type token; undefined for a resource of another package. */
export function kindOf(type: string): Kind | undefined {
  return KINDS.find(({ name }) => PREFIXES.some((prefix) => type === prefix + name));
}

function controllerOf({ visible: { address } }: StackResource): PlaceName {
  return {
    type: "controller",
    ...(typeof address !== "string" || isUnknown(address) ? {} : { id: address }),
  };
}

/** @param id The real id, even if it must not be shown. */
function secretPlaceOf(type: PlaceName["type"], id: unknown, isSecret: boolean): Pick<Part, "secretPlace"> {
  return isSecret && typeof id === "string" ? { secretPlace: placeHash({ type, id }) } : {};
}

/** The lines of a list. Only expressions get lines: they are long, status codes are not. */
function linesOfZone(value: ZoneSettings[keyof ZoneSettings]): readonly string[] | undefined {
  if (typeof value === "string") {
    return undefined;
  }
  if (Array.isArray(value)) {
    return value;
  }
  return value.statusCodes.length === 0 ? [] : [value.statusCodes.join(", ")];
}

interface KindSource<S extends Settings> extends SettingsSource<S> {
  readonly more: (live: S) => Pick<LivePlace, "behaviors">;
}

/** The kinds for one account or zone and for a set of many. */
function settingsKinds<S extends Settings>({ more, ...source }: KindSource<S>): Kind[] {
  const { kind } = source;
  const reads = new WeakMap<CloudflareClient, Map<string, Promise<S>>>();
  const read = (connection: Connection, id: string) => {
    const client = connection.cloudflare();
    const known = getOrInsert(reads, client, () => new Map());
    return memoize(known, id, () => kind.observe(client, id));
  };
  const parts: Kind["parts"] = (resource) => {
    const places = placesOf(kind, resource);
    if (places === undefined) {
      const failure = new EncryptedError(kind.placesProperty);
      return [{ place: { type: kind.place }, areIdsSecret: false, compare: () => Promise.reject(failure) }];
    }
    return places.map((place) => ({
      place: { type: kind.place, ...(place.shownId === undefined ? {} : { id: place.shownId }) },
      areIdsSecret: place.areIdsSecret,
      ...secretPlaceOf(
        kind.place,
        place.id,
        place.shownId === undefined || containsUnknown(place.settings.visible),
      ),
      compare: async (connection) => {
        const id = idOf(kind, place);
        const live = await read(connection, id);
        const { settings, declared } = comparePlace(source, place, live);
        return {
          settings,
          live: { id, settings: liveSettings(source, live), declared, ...more(live) },
        };
      },
    }));
  };
  return [
    { name: kind.type, parts },
    { name: kind.setType, parts },
  ];
}
