import { currentResource } from "./current-resource.js";

/**
 * The most bytes of properties that the engine takes from a failed operation. They travel in a trailer of HTTP/2, as base64, and the
 * engine's gRPC breaks the connection at a trailer of 16 MiB: then it records nothing. A successful operation may return 400 MB.
 */
export const MOST_RECORDED = 12_000_000;

/** The most bytes that the protocol adds to a property, to a value, and for the mark of a secret. */
const PROPERTY = 16;
const VALUE = 8;
const MARK = 100;

/** The most bytes that declared settings take on their way to the engine. Only a plugin knows which are secret, and marks them. */
export function declaredBytes(value: unknown): number {
  return currentResource() === undefined ? recordedBytes(value) : recordedBytesWithMarks(value);
}

/** The most bytes that a value takes on its way to the engine. */
export function recordedBytes(value: unknown): number {
  return bytes(value, 0);
}

/** The same if any property may be marked as secret. Marks on the innermost ones take the most, and a marked value has none inside. */
export function recordedBytesWithMarks(value: unknown): number {
  return bytes(value, MARK);
}

function bytes(value: unknown, mark: number): number {
  if (typeof value === "string") {
    return VALUE + Buffer.byteLength(value);
  }
  if (typeof value !== "object" || value === null) {
    return VALUE + Float64Array.BYTES_PER_ELEMENT;
  }
  if (Array.isArray(value)) {
    return value.reduce<number>((sum, item) => sum + bytes(item, 0), VALUE);
  }
  return Object.entries(value).reduce(
    (sum, [key, item]) =>
      sum + PROPERTY + Buffer.byteLength(key) + bytes(item, mark) + (isInnermost(item) ? mark : 0),
    VALUE,
  );
}

function isInnermost(value: unknown): boolean {
  return (
    typeof value !== "object" || value === null || Array.isArray(value) || Object.keys(value).length === 0
  );
}

/** "17.3 MB" */
export function megabytes(size: number): string {
  return `${(size / 1_000_000).toFixed(1)} MB`;
}
