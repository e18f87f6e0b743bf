import { satisfies, valid } from "semver";

/** The version that is downloaded or built. The npm `pulumi` launcher and go/go.mod pin the same version (a test checks it). */
export const PINNED_VERSION = "3.259.0";

/** The oldest CLI that is accepted: the version of this project's SDK. An older CLI may be incompatible with it. */
export const OLDEST_VERSION = "3.248.0";

/** "v3.259.0\n" → "3.259.0"; undefined for anything else. */
export function parseVersion(text: string): string | undefined {
  return valid(text.trim()) ?? undefined;
}

export function isNewEnough(version: string): boolean {
  return satisfies(version, `^${OLDEST_VERSION}`, { includePrerelease: true });
}
