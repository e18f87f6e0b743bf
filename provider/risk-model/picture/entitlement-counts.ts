import { count, counted } from "../../grammar.js";
import { LEVELS, type Level } from "../model.js";

/** The part of the result of `getEntitlements` that a picture needs. */
export interface CountedEntitlements {
  /** The entitlements to count. Disabled ones are not counted. */
  readonly entitlements: readonly {
    /** The row of the risk model that decides. Absent: none does. */
    readonly sensitivity?: string;
    /** Whether authorization ignores it. */
    readonly disabled: boolean;
  }[];
}

export interface EntitlementCounts {
  /** "12 entitlements", for the row of each sensitivity. */
  readonly rows: Readonly<Record<Level, string>>;
  /** Says which are counted. */
  readonly note: string;
}

/** How many entitlements each row of the risk model decides about. */
export function countsOf({ entitlements }: CountedEntitlements): EntitlementCounts {
  const enabled = entitlements.filter(({ disabled }) => !disabled);
  const inRow = (level: Level) => enabled.filter(({ sensitivity }) => sensitivity === level).length;
  const outside = enabled.filter(({ sensitivity }) => sensitivity === undefined).length;
  const unknown = enabled.length - outside - LEVELS.reduce((sum, level) => sum + inRow(level), 0);
  return {
    rows: {
      low: counted(inRow("low"), "entitlement"),
      medium: counted(inRow("medium"), "entitlement"),
      high: counted(inRow("high"), "entitlement"),
    },
    note: [
      "Counted are the enabled entitlements that this user may view.",
      `Outside the risk model: ${count(outside)}.`,
      ...(unknown === 0 ? [] : [`With a sensitivity that this package does not know: ${count(unknown)}.`]),
    ].join(" "),
  };
}
