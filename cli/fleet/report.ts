import { count, counted } from "../../provider/grammar.js";
import type { Evidence, Report } from "../status/report.js";
import type { StackSummary } from "./collected-results.js";
import type { StackResult } from "./result.js";

/** The comparison of all stacks of a backend: everything that any format shows. It holds no secrets. */
export interface FleetReport extends Pick<Report, "madeAt" | "tool" | "against"> {
  /** The backend's address. */
  readonly backend: string;
  readonly stacks: readonly StackSummary[];
  /** The evidence of all stacks, without repetitions. */
  readonly evidence: Evidence;
  /** Yields the results of these stacks one after another, so that they need not all be in memory. */
  readonly results: (stacks: readonly StackSummary[]) => Iterable<StackResult>;
}

/** The number of stacks and settings by outcome. */
export interface FleetSum {
  readonly stacks: number;
  /** Stacks that could not be read. */
  readonly unread: number;
  /** Stacks without a resource of this package. */
  readonly without: number;
  /** Stacks in which something has drifted. */
  readonly drifting: number;
  readonly same: number;
  readonly drifted: number;
  readonly encrypted: number;
  readonly failed: number;
}

export function fleetSum({ stacks }: Pick<FleetReport, "stacks">): FleetSum {
  const sums = stacks.flatMap(({ sum }) => sum ?? []);
  const total = (of: "same" | "drifted" | "encrypted" | "failed") =>
    sums.reduce((all, sum) => all + sum[of], 0);
  return {
    stacks: stacks.length,
    unread: stacks.length - sums.length,
    without: sums.filter(({ same, drifted, encrypted, failed }) => same + drifted + encrypted + failed === 0)
      .length,
    drifting: sums.filter(({ drifted }) => drifted > 0).length,
    same: total("same"),
    drifted: total("drifted"),
    encrypted: total("encrypted"),
    failed: total("failed"),
  };
}

/** Null if drift is unknown: nothing was compared, or something could not be compared and the rest is the same. */
export function fleetDrift(report: FleetReport): boolean | null {
  const { same, drifted } = fleetSum(report);
  if (drifted > 0) {
    return true;
  }
  return same === 0 || isFleetIncomplete(report) ? null : false;
}

/** Whether something could not be compared, so that drift cannot be ruled out. */
export function isFleetIncomplete(report: FleetReport): boolean {
  const { unread, encrypted, failed } = fleetSum(report);
  return unread + encrypted + failed > 0;
}

export function needsAttention({ sum }: StackSummary): boolean {
  return sum === undefined || sum.drifted + sum.encrypted + sum.failed > 0;
}

/** The sum in sentences: "4 stacks, 6 settings compared, 1 drifted in 1 stack." */
export function fleetSummary(report: FleetReport): string[] {
  const { stacks, unread, without, drifting, same, drifted, encrypted, failed } = fleetSum(report);
  const compared = same + drifted;
  const drift = drifted === 0 ? "no drift" : `${count(drifted)} drifted in ${counted(drifting, "stack")}`;
  return [
    compared === 0
      ? `${counted(stacks, "stack")}, nothing was compared.`
      : `${counted(stacks, "stack")}, ${counted(compared, "setting")} compared, ${drift}.`,
    ...(drifted === 0
      ? []
      : [
          '"pulumi up --refresh" in a stack sets its live settings to what its program declares, and records a risk model as it is.',
        ]),
    ...(unread === 0 ? [] : [`${counted(unread, "stack")} could not be read.`]),
    ...(failed === 0 ? [] : [`${counted(failed, "resource")} could not be compared.`]),
    ...(encrypted === 0 ? [] : [`${counted(encrypted, "setting")} could not be compared.`]),
    ...(without === 0
      ? []
      : [`${counted(without, "stack")} ${without === 1 ? "manages" : "manage"} nothing with this package.`]),
  ];
}
