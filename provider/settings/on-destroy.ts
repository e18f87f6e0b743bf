/** The values of {@link OnDestroy}. */
export const ON_DESTROY = ["restore", "disable", "retain"] as const;
/** The value if the program gives none. */
export const DEFAULT_ON_DESTROY = "restore";

/**
 * What happens to a setting when it leaves the program or its resource is destroyed. A setting that somebody has changed since Pulumi
 * last saw it is left as it is.
 *
 * - `restore` (the default): each setting gets back the value that it had before this resource first managed it.
 * - `disable`: a behavior is switched off at its level, user profiles are disabled, lists are emptied.
 * - `retain`: nothing is written; the settings stay as they are.
 */
export type OnDestroy = (typeof ON_DESTROY)[number];
