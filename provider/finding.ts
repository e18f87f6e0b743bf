/** The worst first. */
export const SEVERITIES = ["error", "warning", "info"] as const;

/** `error`: it does not protect, or cannot work. `warning`: probably not meant. `info`: without effect. */
export type FindingSeverity = (typeof SEVERITIES)[number];

/** What all findings have in common, whatever they are about. */
export interface AnyFinding {
  /** Which finding it is, for programs. */
  code: string;
  /** How bad it is. */
  severity: FindingSeverity;
  /** What is so, in one sentence on one line. */
  message: string;
  /** What to do about it, likewise. */
  advice: string;
}

/** Findings of the same severity stay in their order. */
export function worstFirst<F extends AnyFinding>(found: readonly F[]): F[] {
  return [...found].sort(
    (one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity),
  );
}
