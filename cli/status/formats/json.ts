import { json as printed } from "../../terminal/json.js";
import type { Comparison } from "../compared-setting.js";
import { driftOf, type Report, type ResourceStatus, type Undeclared } from "../report.js";

/** The report for programs. docs/schemas/status.json describes it. */
export function json(report: Report): string {
  return printed(reportDocument(report));
}

export function reportDocument(report: Report): object {
  const { madeAt, tool, stack, against, resources, undeclared, riskModels, findings, notes } = report;
  return {
    version: 1,
    madeAt,
    tool,
    stack,
    against,
    drift: driftOf(report),
    resources: resources.map(resource),
    ...(undeclared === undefined ? {} : { undeclared: undeclared.map(undeclaredPlace) }),
    riskModels,
    findings,
    notes,
  };
}

function resource({ settings, ...rest }: ResourceStatus): object {
  return { ...rest, ...(settings === undefined ? {} : { settings: settings.map(setting) }) };
}

function setting({ setting, status, secret, state, live, initial }: Comparison): object {
  return {
    setting,
    status,
    ...(state === undefined ? {} : { state: state.value, live: live?.value ?? null }),
    ...(initial === undefined ? {} : { initial: initial.value }),
    ...(secret ? { secret } : {}),
  };
}

function undeclaredPlace({ settings, ...rest }: Undeclared): object {
  return {
    ...rest,
    settings: settings?.map(({ setting, live }) => ({ setting, live: live.value })) ?? null,
  };
}
