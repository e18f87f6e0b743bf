import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb.js";
import { jsonOnly } from "../provider/engine/json-only.js";
import { RESOURCE, SECRET, SIGNATURE, secret } from "../provider/engine/pulumi-signatures.js";
import { UNKNOWN } from "../provider/engine/unknown.js";
import { type Path, SecretPaths } from "./secret-path-set.js";

/** Properties in the engine's protocol: any part may be marked as secret, or be a mark for "not known yet". */
export type MarkedProps = Readonly<Record<string, JavaScriptValue>>;

/** Properties as the handlers know them, and which of them are secret. */
export interface UnmarkedProps {
  readonly props: Readonly<Record<string, unknown>>;
  readonly secrets: SecretPaths;
}

/** The marks for a value that is not known yet, one for each kind of value that the engine expects. The handlers know only the first. */
const UNKNOWNS: readonly unknown[] = [
  UNKNOWN,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
];

/** Removes the marks. */
export function removeMarks(marked: object): UnmarkedProps {
  const paths: Path[] = [];
  const props = Object.fromEntries(
    Object.entries(marked).map(([key, value]) => [key, unmarkedValue(value, [key], paths)]),
  );
  return { props, secrets: new SecretPaths(paths) };
}

function unmarkedValue(value: unknown, path: Path, secrets: Path[]): unknown {
  if (Array.isArray(value)) {
    // A list with a secret anywhere in it is secret as a whole: after a refresh, its items may be others or in another order.
    const within: Path[] = [];
    const items = value.map((item) => unmarkedValue(item, path, within));
    if (within.length > 0) {
      secrets.push(path);
    }
    return items;
  }
  if (typeof value !== "object" || value === null) {
    return UNKNOWNS.includes(value) ? UNKNOWN : value;
  }
  if (SIGNATURE in value && value[SIGNATURE] === SECRET) {
    secrets.push(path);
    return unmarkedValue("value" in value ? value.value : null, path, secrets);
  }
  if (SIGNATURE in value && value[SIGNATURE] === RESOURCE) {
    // A resource in place of text stands for its id.
    return "id" in value && value.id !== "" ? unmarkedValue(value.id, path, secrets) : UNKNOWN;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, unmarkedValue(item, [...path, key], secrets)]),
  );
}

/** Marks the secret values. */
export function addMarks(props: object, secrets: SecretPaths): MarkedProps {
  return markedObject(jsonOnly(props), [], secrets);
}

function markedObject(value: object, path: Path, secrets: SecretPaths): MarkedProps {
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, markedValue(item, [...path, key], secrets)]),
  );
}

function markedValue(value: unknown, path: Path, secrets: SecretPaths): JavaScriptValue {
  if (secrets.covers(path)) {
    return secret(value);
  }
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? markedObject(value, path, secrets)
    : (value ?? null);
}
