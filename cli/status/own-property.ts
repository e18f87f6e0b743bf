/** The value of an object's or list's own key, never an inherited one. Users choose the keys, so "toString" may be one. */
export function ownProperty(value: unknown, key: string | number): unknown {
  const object: Readonly<Record<string | number, unknown>> = Object(value);
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
