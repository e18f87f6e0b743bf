import { oneLine } from "../../../provider/foreign-text.js";
import { count } from "../../../provider/grammar.js";
import { settingCells, statusName } from "../../status/formats/shared-wording.js";
import type { Undeclared } from "../../status/report.js";
import type { StackSummary } from "../collected-results.js";
import { type FleetReport, needsAttention } from "../report.js";
import type { StackResult } from "../result.js";

/** The wording that all formats for people share. */

export const UNREAD = "could not be read";

/** A row in a table of stacks: the name, and how many settings were compared, have drifted, and could not be compared. */
export function stackRow(summary: StackSummary): string[] {
  const { sum } = summary;
  if (sum === undefined) {
    return [oneLine(summary.stack), "", "", UNREAD];
  }
  const { same, drifted, encrypted, failed } = sum;
  const numbers = [same + drifted, drifted, failed + encrypted];
  return [oneLine(summary.stack), ...numbers.map((number) => (number === 0 ? "" : count(number)))];
}

export const STACK_HEAD = ["stack", "compared", "drifted", "not compared"];

/** Each failure to read or compare: the stack, the resource if there is one, and the message. */
export function failuresIn(report: FleetReport): [string, string, string][] {
  const unread = report.stacks.flatMap(({ stack, error }): [string, string, string][] =>
    error === undefined ? [] : [[oneLine(stack), "", error.message]],
  );
  const failed = [...reportsNeedingAttention(report)].flatMap(({ stack, report: { resources } }) =>
    resources.flatMap((status): [string, string, string][] =>
      status.error === undefined ? [] : [[oneLine(stack), statusName(status), status.error.message]],
    ),
  );
  return [...unread, ...failed];
}

export const DIFFERING_HEAD = ["stack", "resource", "setting", "state", "live", ""];

/** A row for each setting that differs. */
export function differingRows(report: FleetReport): string[][] {
  return [...reportsNeedingAttention(report)].flatMap(({ stack, report: { resources } }) =>
    resources.flatMap((status) =>
      (status.settings ?? [])
        .filter((each) => each.status !== "same")
        .map((each) => [oneLine(stack), statusName(status), ...settingCells(each)]),
    ),
  );
}

/** The stacks with settings that nobody declares. */
export function* undeclaredIn({ stacks, results }: FleetReport): Generator<UndeclaredInStack> {
  for (const result of results(stacks)) {
    const undeclared = "report" in result ? (result.report.undeclared ?? []) : [];
    if (undeclared.length > 0) {
      yield { stack: oneLine(result.stack), undeclared };
    }
  }
}

interface UndeclaredInStack {
  readonly stack: string;
  readonly undeclared: readonly Undeclared[];
}

export function* reportsNeedingAttention({ stacks, results }: FleetReport): Generator<Reported> {
  for (const result of results(stacks.filter(needsAttention))) {
    if ("report" in result) {
      yield result;
    }
  }
}

type Reported = Extract<StackResult, { report: unknown }>;
