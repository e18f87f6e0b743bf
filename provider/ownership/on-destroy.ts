/** What happens to a unit when it leaves the program or the resource is destroyed. */
export const ON_DESTROY = ["restore", "disable", "retain"] as const;

/**
 * - `restore` (the default): each unit gets back the value that it had before this resource first managed it.
 * - `disable`: a behavior is switched off at its level, user profiles are disabled, lists are emptied.
 * - `retain`: nothing is written; the settings stay as they are.
 */
export type OnDestroy = (typeof ON_DESTROY)[number];
