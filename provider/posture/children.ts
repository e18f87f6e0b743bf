import type * as pulumi from "@pulumi/pulumi";
import type { Provider } from "../cloudflare/explicit-provider.js";
import { runError } from "../program/run-error.js";
import type { PostureZoneArgs } from "./args.js";

// The names of resources must not change when others come, go or stand in another order: what is on record would be lost.

/** The name of the resource of an account. */
export function accountChild(posture: string, account: string): string {
  return `${posture}-${account}`;
}

/** The zones that one resource manages, because one provider reaches them. */
export interface ZoneGroup {
  /** The name of the resource. */
  readonly child: string;
  /** Absent: the one that the component passes on. */
  readonly provider: Provider | undefined;
  /** By their names in the program. */
  readonly zones: readonly (readonly [string, PostureZoneArgs])[];
}

/**
 * Sorts zones by their providers.
 *
 * @param inherited The provider that the component passes on.
 */
export function groupZones(
  posture: string,
  zones: Readonly<Record<string, PostureZoneArgs>>,
  inherited: pulumi.ProviderResource | undefined,
): ZoneGroup[] {
  const groups = new Map<string, { provider: Provider | undefined; zones: [string, PostureZoneArgs][] }>();
  for (const [name, zone] of Object.entries(zones)) {
    const provider = zone.provider === inherited ? undefined : zone.provider;
    const child = provider === undefined ? `${posture}-zones` : `${posture}-zones-${provider.name}`;
    const group = groups.get(child) ?? { provider, zones: [] };
    if (group.provider !== provider) {
      throw runError(
        `RiskPosture ${posture}: two providers of its zones are named ${provider?.name}: give one of them another name.`,
      );
    }
    group.zones.push([name, zone]);
    groups.set(child, group);
  }
  return [...groups].map(([child, group]) => ({ child, ...group }));
}
