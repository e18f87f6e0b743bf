/** A value for programs and its text for people. The text has enum values and counts, so that a long list fits on one line. */
export interface Shown {
  readonly value: unknown;
  readonly text: string;
  /** The items of a list, one a line, for formats with enough room. Absent if the value is not a list. */
  readonly lines?: readonly string[];
}

/** The comparison of one setting between state and live. */
export interface Comparison {
  /** The name for programs. Formats for people use it too if there is no label. */
  readonly setting: string;
  readonly label?: string;
  readonly status: "same" | "drift" | "encrypted";
  /** The state marks the setting or a part of it as secret. Then this object holds none of its values. */
  readonly secret: boolean;
  /** Absent if the state holds it encrypted. */
  readonly state?: Shown;
  /** Absent if the account or zone does not have it. */
  readonly live?: Shown;
  /** The value before the setting was first managed, if the state has it. */
  readonly initial?: Shown;
}

/** Both values of a setting, before it is decided which of them may be shown. */
interface BothSides {
  readonly setting: string;
  readonly label?: string;
  readonly same: boolean;
  readonly secret: boolean;
  readonly state: Shown;
  readonly live: Shown | undefined;
  readonly initial?: Shown | undefined;
}

/** Keeps the parts of a compared setting that may be shown. */
export function comparison(sides: BothSides): Comparison {
  const { setting, label, same, secret, state, live, initial } = sides;
  return {
    setting,
    ...(label === undefined ? {} : { label }),
    status: same ? "same" : "drift",
    secret,
    ...(secret ? {} : { state }),
    ...(secret || live === undefined ? {} : { live }),
    ...(secret || initial === undefined ? {} : { initial }),
  };
}
