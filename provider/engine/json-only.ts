/**
 * Leaves only what JSON can hold. `undefined` anywhere in a result makes the dynamic provider's server fail after the remote write
 * has happened, which orphans the resource (pulumi/pulumi#2205, #7576).
 */
export function jsonOnly<T extends object>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
