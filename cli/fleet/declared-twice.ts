import { counted, enumeration, namesIn } from "../../provider/grammar.js";
import { groupBy } from "../../provider/group-by.js";
import type { PlaceName, ReportFinding } from "../status/report.js";

/** A setting of an account or zone, and the stacks that declare it. */
export interface SettingOfStacks {
  readonly type: PlaceName["type"];
  readonly id: string;
  readonly setting: string;
  readonly stacks: readonly string[];
}

/** A finding about several stacks, under the first of them. */
export interface StackFinding {
  readonly stack: string;
  readonly finding: ReportFinding;
}

type SettingsOfPlace = readonly [SettingOfStacks, ...SettingOfStacks[]];

/** Makes one finding for all accounts or zones in which the same stacks declare the same settings. */
export function declaredTwice(settings: readonly SettingOfStacks[]): StackFinding[] {
  const inOrder = settings
    .map((each) => ({ ...each, stacks: [...each.stacks].sort() }))
    .sort((one, other) => orderOf(one).localeCompare(orderOf(other), "en"));
  const places = groupBy(inOrder, ({ type, id, stacks }) => JSON.stringify([type, id, stacks]));
  const alike = groupBy(places.values(), (place) => {
    const [{ type, stacks }] = place;
    return JSON.stringify([type, stacks, namesOf(place)]);
  });
  return [...alike.values()].map(finding);
}

function finding(places: readonly [SettingsOfPlace, ...SettingsOfPlace[]]): StackFinding {
  const [first] = places;
  const [{ type, id, stacks }] = first;
  const [stack = ""] = stacks;
  const ids = places.map(([place]) => place.id);
  const names = namesOf(first);
  return {
    stack,
    finding: {
      topic: "settings",
      where: places.length === 1 ? `${type} ${id}` : `${counted(places.length, type)} (${namesIn(ids)})`,
      code: "declared-twice",
      severity: "error",
      message: `The stacks ${enumeration(stacks)} declare ${namesIn(names)}: where the values differ, each stack overwrites what another has set, and destroying one of them changes ${names.length === 1 ? "it" : "them"} for all.`,
      advice: "Declare each setting of an account or zone in one stack only.",
    },
  };
}

function namesOf(place: SettingsOfPlace): string[] {
  return place.map(({ setting }) => setting);
}

function orderOf({ setting, id }: SettingOfStacks): string {
  return `${setting} ${id}`;
}
