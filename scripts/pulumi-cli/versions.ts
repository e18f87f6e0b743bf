import { satisfies, valid } from "semver";

/** What is downloaded or built. The npm `pulumi` launcher and go/go.mod are pinned to the same version (a test checks it). */
export const PINNED_VERSION = "3.259.0";

/** The oldest CLI that is used if found: that of the SDK this project is developed on. An older CLI may not speak to it. */
export const OLDEST_VERSION = "3.248.0";

/** "v3.259.0\n" → "3.259.0"; undefined for anything else. */
export function parseVersion(text: string): string | undefined {
  return valid(text.trim()) ?? undefined;
}

export function isNewEnough(version: string): boolean {
  return satisfies(version, `^${OLDEST_VERSION}`, { includePrerelease: true });
}
