import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { InvalidValueError } from "../errors.js";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The Controller keeps a list of devices: the same machine must not show up as a new one at every login. */
export function deviceIdFrom(text: string | undefined): string {
  if (text !== undefined && !UUID.test(text)) {
    throw new InvalidValueError("deviceId must be a UUID.");
  }
  return text ?? uuidFrom(machineId());
}

function machineId(): string {
  try {
    return readFileSync("/etc/machine-id", "utf8").trim() || hostname();
  } catch {
    return hostname();
  }
}

/** A name-based UUID (RFC 9562, version 8): machine-id(5) asks not to give the id itself away. */
function uuidFrom(name: string): string {
  const hash = createHash("sha256").update(`pulumi-risk-posture ${name}`).digest("hex");
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join("-");
}
