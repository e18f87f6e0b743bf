/** One declared setting beside the live one: enum values and counts only, since an expression may be secret. */
export interface Comparison {
  readonly setting: string;
  /** Absent if the state holds it encrypted. */
  readonly declared?: string;
  /** Absent if the account or zone does not have it. */
  readonly live?: string;
  readonly status: "same" | "drift" | "encrypted";
}
