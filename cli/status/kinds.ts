import { isUnknown } from "../../provider/engine/unknown.js";
import { fraudKind } from "../../provider/fraud-settings/provider.js";
import { neverMade } from "../../provider/fraud-settings/rules.js";
import { memoize } from "../../provider/memoize.js";
import { behaviorsKind } from "../../provider/risk-behaviors/provider.js";
import type { Behaviors } from "../../provider/risk-behaviors/rules.js";
import type { SettingsKind } from "../../provider/settings/kind.js";
import type { Settings } from "../../provider/settings/settings.js";
import { CommandError } from "../outcome.js";
import type { Comparison } from "./comparison.js";
import type { Connection } from "./connections.js";
import { ACCOUNTS, placesOf, type Shape, ZONES } from "./places.js";
import type { PlaceName, RiskModelStatus } from "./report.js";
import { comparePlace, idOf, type LiveSetting, liveSettings } from "./settings.js";
import { compareSnapshot } from "./snapshot.js";
import type { StackResource } from "./stack-export.js";

/** A kind of resource, by the name of its class. */
interface Kind {
  readonly name: string;
  /** What is read and compared one by one: the account or zone of a resource, or each of those of a set. */
  readonly parts: (resource: StackResource) => Part[];
}

export interface Part {
  readonly place: PlaceName;
  /** The ids of the set are secret, and so is their number. */
  readonly uncounted: boolean;
  readonly compare: (connection: Connection) => Promise<ComparedPart>;
}

export interface ComparedPart {
  readonly settings: readonly Comparison[];
  /** What else is live there. Undefined for a snapshot, which declares nothing. */
  readonly live?: LivePlace;
  /** The live one; `secret`: nothing of it may be shown. */
  readonly riskModel?: RiskModelStatus & { readonly secret: boolean };
}

/** An account or a zone as it is, and what one resource declares of it. */
export interface LivePlace {
  /** Also where it must not be shown. */
  readonly id: string;
  readonly settings: readonly LiveSetting[];
  /** Of an account. */
  readonly behaviors?: Behaviors;
  /** Undefined where the names are not to be seen. */
  readonly declared: readonly string[] | undefined;
}

const PREFIX = "pulumi-nodejs:dynamic/riskPosture:";

const accounts = settingsParts({
  type: "account",
  kind: behaviorsKind,
  shape: ACCOUNTS,
  neverMade: () => ({}),
  more: (behaviors) => ({ behaviors }),
});
const zones = settingsParts({ type: "zone", kind: fraudKind, shape: ZONES, neverMade, more: () => ({}) });

const kinds: readonly Kind[] = [
  { name: "RiskBehaviors", parts: accounts },
  { name: "RiskBehaviorsSet", parts: accounts },
  { name: "FraudSettings", parts: zones },
  { name: "FraudSettingsSet", parts: zones },
  {
    name: "RiskModelSnapshot",
    parts: (resource) => [
      {
        place: controllerOf(resource),
        uncounted: false,
        compare: ({ snapshots }) => compareSnapshot(resource, snapshots),
      },
    ],
  },
];

/** The kind with this type token; undefined for a resource of another package. */
export function kindOf(type: string): Kind | undefined {
  return kinds.find(({ name }) => type === PREFIX + name);
}

function controllerOf({ visible: { address } }: StackResource): PlaceName {
  return {
    type: "controller",
    ...(typeof address !== "string" || isUnknown(address) ? {} : { id: address }),
  };
}

interface SettingsSource<S extends Settings> {
  readonly type: PlaceName["type"];
  readonly kind: SettingsKind<S>;
  readonly shape: Shape;
  readonly neverMade: (live: S) => Partial<S>;
  readonly more: (live: S) => Pick<LivePlace, "behaviors">;
}

function settingsParts<S extends Settings>({
  type,
  kind,
  shape,
  neverMade,
  more,
}: SettingsSource<S>): Kind["parts"] {
  const reads = new WeakMap<Connection, Map<string, Promise<S>>>();
  const read = (connection: Connection, id: string) => {
    const known = reads.get(connection) ?? new Map<string, Promise<S>>();
    reads.set(connection, known);
    return memoize(known, id, () => kind.observe(connection.cloudflare(), id));
  };
  return (resource) => {
    const places = placesOf(shape, resource);
    if (places === undefined) {
      const failure = new CommandError(`${shape.map} is encrypted in this export.`);
      return [{ place: { type }, uncounted: false, compare: () => Promise.reject(failure) }];
    }
    return places.map((place) => ({
      place: { type, ...(place.shownId === undefined ? {} : { id: place.shownId }) },
      uncounted: place.uncounted,
      compare: async (connection) => {
        const id = idOf(kind, place);
        const live = await read(connection, id);
        const { settings, declared } = comparePlace(kind, place, live);
        return {
          settings,
          live: { id, settings: liveSettings(kind, live, neverMade), declared, ...more(live) },
        };
      },
    }));
  };
}
