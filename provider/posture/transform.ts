import type * as pulumi from "@pulumi/pulumi";
import type { FraudSettingsSetArgs } from "../fraud-settings/set.js";
import type { RiskBehaviorsArgs } from "../risk-behaviors/resource.js";

/**
 * Changes a component's resource: arguments that replace the component's, or a function that changes arguments and options in place. The
 * function is called once for each resource, with the resource's name.
 */
export type Transform<T> = Partial<T> | ((args: T, opts: pulumi.CustomResourceOptions, name: string) => void);

/** Changes to the resources of a posture. */
export interface PostureTransforms {
  /** The {@link RiskBehaviors} of each account. */
  accounts?: Transform<RiskBehaviorsArgs>;
  /** The {@link FraudSettingsSet} of the zones of each provider. */
  zones?: Transform<FraudSettingsSetArgs>;
}

/** Applies the program's changes to the arguments and options of a resource. */
export function transformed<T extends object>(
  transform: Transform<T> | undefined,
  name: string,
  args: T,
  opts: pulumi.CustomResourceOptions,
): { args: T; opts: pulumi.CustomResourceOptions } {
  if (typeof transform === "function") {
    const own = copied(args);
    transform(own, opts, name);
    return { args: own, opts };
  }
  return { args: { ...args, ...transform }, opts };
}

/** A copy with objects and arrays of its own: resources share those of the baseline, which a function changes in place. */
function copied<T>(value: T): T;
function copied(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(copied);
  }
  if (typeof value !== "object" || value === null || !isPlain(value)) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, copied(item)]));
}

/** Whether an object is a program's own, and no output, promise or resource. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
