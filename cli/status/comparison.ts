/** A value for programs, and in words for people: enum values and counts, so that a long list stays one line. */
export interface Shown {
  readonly value: unknown;
  readonly text: string;
  /** What a list holds, line by line, for formats that have room. Absent for what is no list. */
  readonly lines?: readonly string[];
}

/** One setting of the state beside the live one. */
export interface Comparison {
  /** For programs, and for people where there is no label. */
  readonly setting: string;
  readonly label?: string;
  readonly status: "same" | "drift" | "encrypted";
  /** The state marks it as a secret, or a part of it: then none of the values is here. */
  readonly secret: boolean;
  /** Absent if the state holds it encrypted. */
  readonly state?: Shown;
  /** Absent if the account or zone does not have it. */
  readonly live?: Shown;
  /** What it was before it was first managed, as far as the state tells. */
  readonly initial?: Shown;
}

/** A setting of the state beside the live one, before it is known what may be shown. */
interface BothSides {
  readonly setting: string;
  readonly label?: string;
  readonly same: boolean;
  readonly secret: boolean;
  readonly state: Shown;
  readonly live: Shown | undefined;
  readonly initial?: Shown | undefined;
}

/** What may be shown of a setting that could be compared. */
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
