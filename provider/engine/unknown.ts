/**
 * In a preview the engine sends this text in place of any value that is not known yet, whatever the value's type: text, list,
 * or a whole object (pulumi/pulumi#6310). It equals `pulumi.runtime.unknownValue`; a literal keeps this module a leaf.
 */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export type Unknown = typeof UNKNOWN;

export function isUnknown(value: unknown): value is Unknown {
  return value === UNKNOWN;
}

/** Whether an unknown stands anywhere inside a plain JSON value. */
export function containsUnknown(value: unknown): boolean {
  if (typeof value !== "object" || value === null) {
    return isUnknown(value);
  }
  return Object.values(value).some(containsUnknown);
}
