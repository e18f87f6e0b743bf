import { groupBy } from "../../provider/group-by.js";
import { counted, enumeration, namesIn } from "../../provider/words.js";
import type { PlaceName, ReportFinding } from "../status/report.js";

/** A setting of an account or zone, with the stacks that declare it. */
export interface SettingOfStacks {
  readonly type: PlaceName["type"];
  readonly id: string;
  readonly setting: string;
  readonly stacks: readonly string[];
}

/** A finding about several stacks, with the first of them. */
export interface StackFinding {
  readonly stack: string;
  readonly finding: ReportFinding;
}

/** One finding for all accounts or zones of which the same stacks declare the same settings. */
export function declaredTwice(settings: readonly SettingOfStacks[]): StackFinding[] {
  const inOrder = settings.map((each) => ({ ...each, stacks: [...each.stacks].sort() }));
  const places = groupBy(inOrder, ({ type, id, stacks }) => JSON.stringify([type, id, stacks]));
  const alike = groupBy(places.values(), ([first, ...others]) =>
    JSON.stringify([first.type, first.stacks, [first, ...others].map(({ setting }) => setting).sort()]),
  );
  return [...alike.values()].map(finding);
}

type Place = readonly [SettingOfStacks, ...SettingOfStacks[]];

function finding(places: readonly [Place, ...Place[]]): StackFinding {
  const [settings] = places;
  const [{ type, stacks }] = settings;
  const [stack = ""] = stacks;
  const ids = places.map(([{ id }]) => id).sort();
  const where = ids.length === 1 ? `${type} ${ids.join()}` : `${counted(ids.length, type)} (${namesIn(ids)})`;
  const names = namesIn(settings.map(({ setting }) => setting).sort());
  return {
    stack,
    finding: {
      topic: "settings",
      where,
      code: "declared-twice",
      severity: "error",
      message: `The stacks ${enumeration(stacks)} declare ${names}: each undoes what the other has set.`,
      advice: "Declare each setting of an account or zone in one stack only.",
    },
  };
}
