import { InvalidValueError, ProtocolError } from "../errors.js";
import { requestTimes } from "../http/timeouts-and-retry-limits.js";
import * as z from "../zod.js";
import type { AppgateClient } from "./client.js";
import { type ControllerFeature, RISK_MODEL } from "./controller-features.js";
import { NEWEST, OLDEST } from "./supported-versions.js";

/** Far below anything still supported, so that the Controller refuses and says what it supports. */
const UNSUPPORTED_VERSION = 5;

export interface VersionRange {
  /** Absent if the Controller does not tell it: the API requires none of these fields. */
  readonly minApiVersion?: number;
  readonly maxApiVersion: number;
}

export interface ApiVersion extends Partial<VersionRange> {
  readonly apiVersion: number;
}

const Version = z
  .object({ peerVersion: z.number(), lowestPeerVersionSupported: z.number().nullish() })
  .transform(({ peerVersion, lowestPeerVersionSupported }) => range(lowestPeerVersionSupported, peerVersion));

function range(lowest: number | null | undefined, highest: number): VersionRange {
  return { ...(typeof lowest === "number" && { minApiVersion: lowest }), maxApiVersion: highest };
}

/** Chooses the API version: the one that was asked for, or the highest that both sides support. Sends no credentials. */
export async function negotiate(client: AppgateClient): Promise<ApiVersion> {
  const { clientVersion } = client.connection;
  if (clientVersion !== undefined) {
    return { apiVersion: requireVersion(clientVersion, client.feature) };
  }
  const told = (await fromVersionEndpoint(client)) ?? (await fromRefusal(client));
  return { apiVersion: chooseVersion(told, client.feature), ...told };
}

function requireVersion(clientVersion: number, { name }: ControllerFeature): number {
  if (clientVersion < OLDEST || clientVersion > NEWEST) {
    throw new InvalidValueError(
      `clientVersion must be ${OLDEST} to ${NEWEST}: no other version of Appgate's API has ${name}.`,
    );
  }
  return clientVersion;
}

/** The highest version in the range in which the feature exists. */
export function chooseVersion(
  { minApiVersion, maxApiVersion }: VersionRange,
  { name, users }: ControllerFeature = RISK_MODEL,
): number {
  if (maxApiVersion < OLDEST) {
    throw new InvalidValueError(
      `The Appgate Controller speaks API version ${maxApiVersion}, and ${name} came with ${OLDEST}: it needs Appgate SDP 6.0 or newer.`,
    );
  }
  if (minApiVersion !== undefined && minApiVersion > NEWEST) {
    throw new InvalidValueError(
      `The Appgate Controller needs API version ${minApiVersion} or newer, and ${name} is gone since ${NEWEST + 1}: use Conditions there, and take ${users} out of the program.`,
    );
  }
  return Math.min(maxApiVersion, NEWEST);
}

/** From 6.3 on, a Controller tells its versions without a login. */
async function fromVersionEndpoint(client: AppgateClient): Promise<VersionRange | undefined> {
  try {
    return await client.send({ method: "GET", path: "/version" }, Version);
  } catch (error) {
    if (error instanceof Error && ["UnavailableError", "RateLimitError"].includes(error.name)) {
      throw error;
    }
    return undefined;
  }
}

/** The paths at which a refusal tells the versions: known of the first, and specified for the second. */
const TELLING = ["/authentication", "/login"] as const;

/** An older Controller tells its versions when it refuses one. It does so before it checks credentials, so none are sent. */
async function fromRefusal(client: AppgateClient): Promise<VersionRange> {
  const { deviceId } = client.connection;
  let last: { status?: number } = {};
  for (const path of TELLING) {
    const body = { providerName: "local", deviceId };
    const { status, refusal } = await client.tryToSend({
      method: "POST",
      path,
      version: UNSUPPORTED_VERSION,
      body,
      timeout: requestTimes.login,
    });
    if (status === 406 && typeof refusal?.maxSupportedVersion === "number") {
      return range(refusal.minSupportedVersion, refusal.maxSupportedVersion);
    }
    last = { status };
  }
  throw new ProtocolError(
    "The Appgate Controller does not tell which API versions it supports. Is the address its admin interface? If so, set clientVersion.",
    { request: { method: "POST", path: "/login", ...last } },
  );
}
