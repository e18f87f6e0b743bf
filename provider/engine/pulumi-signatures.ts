/** In states, and on the wire between the engine and its plugins, this property of an object tells what it stands for: a secret, or a resource. */
export const SIGNATURE = "4dabf18193072939515e22adb298388d";
export const SECRET = "1b47061264138c4ac30d75fd1eb44270";
export const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";

/** Marks a value as secret: the engine then encrypts it in the state. */
export function secret<T>(value: T) {
  return { [SIGNATURE]: SECRET, value };
}

/** Removes the mark of a secret. The engine removes it before it passes a state to a dynamic provider, but another caller may not. */
export function withoutMark(properties: Record<string, unknown>): Record<string, unknown> {
  return properties[SIGNATURE] === SECRET ? { ...Object(properties["value"]) } : properties;
}
