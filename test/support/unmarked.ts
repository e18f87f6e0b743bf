import { SECRET, SIGNATURE } from "../../provider/engine/pulumi-signatures.js";
import type { Json, Props } from "./json.js";

/** Removes the secret markers: the engine removes them before it passes recorded properties to a dynamic provider. */
export function withoutSecretMarkers(props: Props): Props {
  return Object.fromEntries(Object.entries(props).map(([name, value]) => [name, unmarkedValue(value)]));
}

function unmarkedValue(value: Json): Json {
  if (!isMap(value)) {
    return value;
  }
  return value[SIGNATURE] === SECRET ? (value["value"] ?? null) : withoutSecretMarkers(value);
}

function isMap(value: Json): value is Props {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
