/**
 * The names of a posture's resources. They do not depend on other accounts or zones: if a name changed when one is added, removed or
 * reordered, the resource would lose its remembered values.
 */

/** The name of an account's resource. */
export function accountChildName(posture: string, accountName: string): string {
  return `${posture}-${accountName}`;
}

/** The name of the resource for the zones of a provider. Without one: for the zones of the provider that the component passes on. */
export function zonesChildName(posture: string, provider: { readonly name: string } | undefined): string {
  return provider === undefined ? `${posture}-zones` : `${posture}-zones-${provider.name}`;
}
