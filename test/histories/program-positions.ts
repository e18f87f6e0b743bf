import type { OnDestroy, Settings, SingleKind } from "./settings.js";
import { accounts, type Place, zones } from "./world.js";

/** The positions in the program at which a resource may be declared. */
export const slots = ["alpha", "beta", "shop"] as const;
export type Slot = (typeof slots)[number];
export type Pair = Exclude<Slot, "shop">;
export const neighbour = { alpha: "beta", beta: "alpha" } as const;

export const kindOf = (slot: Slot): SingleKind => (slot === "shop" ? "FraudSettings" : "RiskBehaviors");

/** Pulumi's options for a resource. */
export interface Options {
  /** Each explicit provider has its own process. */
  readonly provider: "default" | "other";
  readonly deleteBeforeReplace: boolean;
  readonly replaceOnChanges: boolean;
  /** A new value replaces the resource. */
  readonly replacementTrigger: number;
  /** Whether to replace the resource whenever the one before it in the program is replaced. It only has an effect on behaviors. */
  readonly replaceWith: boolean;
}

/** The resource in a slot. */
export interface SlotContent {
  isDeclared: boolean;
  name: string;
  aliases: string[];
  place: Place;
  settings: Settings;
  /** The settings of the other account or zone. */
  elsewhere: Settings;
  onDestroy?: OnDestroy;
  options: Options;
}

const OPTIONS: Options = {
  provider: "default",
  deleteBeforeReplace: true,
  replaceOnChanges: false,
  replacementTrigger: 0,
  replaceWith: false,
};

/** The other account, or the other zone. */
export function otherPlace(place: Place): Place {
  const pair = accounts.some((account) => account === place) ? accounts : zones;
  return pair[0] === place ? pair[1] : pair[0];
}

export function emptySlot(name: Slot, place: Place): SlotContent {
  return {
    isDeclared: false,
    name,
    aliases: [],
    place,
    settings: {},
    elsewhere: {},
    options: { ...OPTIONS },
  };
}

/** The settings without these names. */
export function without(settings: Settings, names: readonly string[]): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !names.includes(name)));
}
