/**
 * Bytes of properties that the engine still takes from an operation that has failed. They travel in a trailer of HTTP/2, as base64, and
 * the engine's gRPC breaks the connection at one of 16 MiB: then it records nothing. What succeeds may be 400 MB.
 */
export const MOST_RECORDED = 12_000_000;

/** What the protocol adds, at most, to a property and to a value, and what marks a property as secret. */
const PROPERTY = 16;
const VALUE = 8;
const MARK = 100;

/** Bytes that a value takes on its way to the engine, at most. */
export function recordedBytes(value: unknown): number {
  return bytes(value, PROPERTY);
}

/** The same where any property in it may be marked as secret. */
export function recordedBytesWithMarks(value: unknown): number {
  return bytes(value, PROPERTY + MARK);
}

function bytes(value: unknown, property: number): number {
  if (typeof value === "string") {
    return VALUE + Buffer.byteLength(value);
  }
  if (typeof value !== "object" || value === null) {
    return VALUE + Float64Array.BYTES_PER_ELEMENT;
  }
  return Object.entries(value).reduce(
    (sum, [key, item]) =>
      sum + bytes(item, property) + (Array.isArray(value) ? 0 : property + Buffer.byteLength(key)),
    VALUE,
  );
}

/** "17.3 MB" */
export function megabytes(size: number): string {
  return `${(size / 1_000_000).toFixed(1)} MB`;
}
