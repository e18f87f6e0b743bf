import { CancelledError } from "../../engine/cancellation.js";
import { RiskPostureError } from "../../errors.js";
import { count, sentence } from "../../grammar.js";
import { groupBy } from "../../group-by.js";
import type { Resource } from "../provider-session.js";
import type { Settings } from "../settings.js";
import type { Outcome } from "../write/apply-to-all-places.js";
import { inPlaces, type Naming } from "./place-names.js";

/** Failing accounts or zones, and reasons, that an error names. The rest is counted. */
const MOST_IN_ERROR = 10;

/** One error for the failures of many accounts or zones. It names each reason once and fits on one screen. */
export class PartsFailed extends Error {
  override readonly name = "PartsFailed";

  /** @param head What they have in common, in sentences. */
  constructor(head: string, failures: ReadonlyMap<string, Error>, naming: Naming) {
    super([head, ...describeFailures(failures, naming)].join("\n"), { cause: [...failures.values()][0] });
    // Pulumi shows the stack of whatever a provider throws.
    this.stack = "";
  }

  override toString(): string {
    return this.message.replace(/\.$/, "");
  }
}

/** For each operation on a set: the text about accounts or zones that succeeded, and the next step for the others. */
const SUCCESS = {
  apply: ["are done and recorded.", "The next pulumi up goes on with the rest."],
  delete: [
    "have been given back.",
    "Run the same command again for the rest. If the resource is to stay, run pulumi up --refresh.",
  ],
} as const;

/** The error of an operation that failed, or was cancelled, for some accounts or zones. */
export function failureOf<S extends Settings>(
  { layout, kind, session }: Resource<S>,
  { failures, left, total }: Pick<Outcome<S>, "failures" | "left" | "total">,
  operation: keyof typeof SUCCESS,
): Error | undefined {
  if (!layout.isSet) {
    const [only] = failures.values();
    return only ?? (left.length > 0 ? new CancelledError() : undefined);
  }
  const failed = new Map([...failures].filter(([, error]) => !(error instanceof CancelledError)));
  const open = left.length + failures.size - failed.size;
  if (open + failed.size === 0) {
    return undefined;
  }
  const places = (number: number) => `${count(number)} of ${count(total)} ${kind.place}s`;
  const done = total - open - failed.size;
  const [success, next] = SUCCESS[operation];
  const sentences = [
    ...(open === 0 ? [] : [`${places(open)} were left when the operation was cancelled.`]),
    ...(done === 0 ? [] : [`${places(done)} ${success}`]),
    ...(done + open === 0 ? [] : [next]),
    ...(failed.size === 0 ? [] : [`${places(failed.size)} have failed:`]),
  ];
  return new PartsFailed(sentences.join(" "), failed, session.naming);
}

/** A line for each reason: "  - in 12 zones (…): The token lacks … [PUT …]" */
export function describeFailures(failures: ReadonlyMap<string, Error>, naming: Naming): string[] {
  const groups = [...groupBy(failures, ([, error]) => reasonOf(error)).values()];
  const shown = groups.slice(0, MOST_IN_ERROR);
  const most = Math.max(1, Math.floor(MOST_IN_ERROR / shown.length));
  const lines = shown.map((group) => {
    const ids = group.map(([id]) => id);
    const [[, first]] = group;
    return `  - ${inPlaces(naming, ids, most)}: ${sentence(first.message)}`;
  });
  const more = groups.length - shown.length;
  return more === 0 ? lines : [...lines, `  - and ${count(more)} more reasons`];
}

/** A key that equal failures share. It leaves out the request's path, which differs for each account or zone. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof RiskPostureError)) {
    return String(error);
  }
  const { name, reason, request } = error;
  return JSON.stringify([name, reason, request?.method, request?.status, request?.code]);
}
