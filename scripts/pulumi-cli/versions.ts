/** What is downloaded or built. The npm `pulumi` launcher and go/go.mod are pinned to the same version (a test checks it). */
export const PINNED_VERSION = "3.259.0";

/** The oldest CLI that is used if found: that of the SDK this project is developed on. An older CLI may not speak to it. */
export const OLDEST_VERSION = "3.248.0";

/** "v3.259.0\n" → "3.259.0"; undefined for anything else. */
export function parseVersion(text: string): string | undefined {
  return /^v?(\d+\.\d+\.\d+)(?:[-+]\S+)?\s*$/.exec(text)?.[1];
}

export function isNewEnough(version: string): boolean {
  const [major, minor, patch] = numbers(version);
  const [oldestMajor, oldestMinor, oldestPatch] = numbers(OLDEST_VERSION);
  return major === oldestMajor && (minor > oldestMinor || (minor === oldestMinor && patch >= oldestPatch));
}

function numbers(version: string): [major: number, minor: number, patch: number] {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  return [major, minor, patch];
}
