/** What an object or a list has under a key; nothing of what it inherits. Keys are names of others: "toString" may be one. */
export function ownProperty(value: unknown, key: string | number): unknown {
  const object: Readonly<Record<string | number, unknown>> = Object(value);
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
