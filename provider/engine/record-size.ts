import { currentResource } from "./current-resource.js";

/**
 * Bytes of properties that the engine still takes from an operation that has failed. They travel in a trailer of HTTP/2, as base64, and
 * the engine's gRPC breaks the connection at one of 16 MiB: then it records nothing. What succeeds may be 400 MB.
 */
export const MOST_RECORDED = 12_000_000;

/** What the protocol adds, at most, to a property and to a value, and what marks a value as secret. */
const PROPERTY = 16;
const VALUE = 8;
const MARK = 100;

/** Bytes that declared settings take on their way to the engine, at most. Only a plugin is told what is secret, and marks it. */
export function declaredBytes(value: unknown): number {
  return currentResource() === undefined ? recordedBytes(value) : recordedBytesWithMarks(value);
}

/** Bytes that a value takes on its way to the engine, at most. */
export function recordedBytes(value: unknown): number {
  return bytes(value, 0);
}

/** The same where any property in it may be marked as secret: the innermost ones take the most, and what is inside a mark has none. */
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
