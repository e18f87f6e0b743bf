import { isDeepStrictEqual } from "node:util";
import type { UnmarkedProps } from "./secret-and-unknown-marks.js";

type Change = "add" | "delete" | "update";

/** One place where inputs differ. */
export interface Difference {
  /** The input that contains it. */
  readonly property: string;
  /** As the engine writes paths: `behaviors.imp_travel.enabled`, `usernameExpressions[0]`. */
  readonly path: string;
  readonly change: Change;
}

/**
 * The places where new inputs differ from old ones. A value that becomes secret counts: without a difference the outputs stay as they are,
 * and the state would keep the value in clear.
 */
export function differences(before: UnmarkedProps, now: UnmarkedProps): Difference[] {
  const found: Difference[] = [];
  for (const property of names(before.props, now.props)) {
    const report = (path: string, change: Change) => found.push({ property, path, change });
    compare(before.props[property], now.props[property], join("", property), report);
  }
  for (const [property = "", ...rest] of now.secrets.notCoveredBy(before.secrets)) {
    if (found.every((one) => one.property !== property)) {
      found.push({ property, path: rest.reduce(join, join("", property)), change: "update" });
    }
  }
  return found;
}

function compare(
  before: unknown,
  now: unknown,
  path: string,
  report: (path: string, change: Change) => void,
): void {
  if (isDeepStrictEqual(before, now)) {
    return;
  }
  if (before === undefined || now === undefined) {
    report(path, before === undefined ? "add" : "delete");
  } else if (isObject(before) && isObject(now) && Array.isArray(before) === Array.isArray(now)) {
    for (const key of names(before, now)) {
      const place = Array.isArray(now) ? `${path}[${key}]` : join(path, key);
      compare(before[key], now[key], place, report);
    }
  } else {
    report(path, "update");
  }
}

function names(...objects: readonly object[]): Set<string> {
  return new Set(objects.flatMap((each) => Object.keys(each)));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function join(path: string, key: string): string {
  if (!/^[\w$-]+$/.test(key)) {
    return `${path}[${JSON.stringify(key)}]`;
  }
  return path === "" ? key : `${path}.${key}`;
}
