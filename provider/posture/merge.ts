import * as pulumi from "@pulumi/pulumi";
import type { FraudZoneArgs } from "../fraud-settings/resource.js";
import { when } from "../program/outputs-and-promises.js";
import type { PostureFraudArgs } from "./args.js";

// Layers are given from the lowest to the highest: the baseline first. Their values may be plain, or outputs and promises, in whole or in
// part. A value that a preview does not know makes only those values unknown that depend on it.

/** A layer's value for a setting: nothing (`undefined`), not managed (`null`), or the value that it is to have. */
export type LayerValue<T> = pulumi.Input<T | null | undefined>;

/** A managed value. An output or promise may resolve to `undefined`: it then counts as absent, as everywhere in Pulumi's SDK. */
type Managed<T> = pulumi.Input<T> | undefined;

/**
 * Merges maps, name by name. A layer that is `null` removes all values of the layers below it.
 *
 * @param otherwise The values of names that no layer mentions. A layer that is `null` does not remove them; a name that is `null` does.
 */
export function mergeMaps<T>(
  layers: readonly LayerValue<Record<string, LayerValue<T>>>[],
  otherwise?: LayerValue<Record<string, LayerValue<T>>>,
): pulumi.Input<Record<string, pulumi.Input<T>>> {
  const merged = layers.reduce<LayerValue<Record<string, LayerValue<T>>>>(
    (lower, upper) =>
      when(upper, (above) => {
        if (above) {
          return when(lower, (below) => overlay(below ?? {}, above));
        }
        return above === null ? otherwise : lower;
      }),
    otherwise,
  );
  return when(merged, (map) =>
    Object.fromEntries(
      Object.entries(map ?? {}).flatMap(([name, said]) => {
        const value = managed(said);
        return value === undefined ? [] : [[name, value] as const];
      }),
    ),
  );
}

/** Merges fraud settings, the two criteria each on its own. */
export function mergeFraud(layers: readonly LayerValue<PostureFraudArgs>[]): FraudZoneArgs {
  const settings = layers.map((layer) => partOf(layer, (fraud) => fraud.authenticationSettings));
  const userProfiles = topmost(layers, (fraud) => fraud.userProfiles);
  const usernameExpressions = topmost(layers, (fraud) => fraud.usernameExpressions);
  const successCriteria = topmost(settings, (criteria) => criteria.successCriteria);
  const failureCriteria = topmost(settings, (criteria) => criteria.failureCriteria);
  const authenticationSettings = {
    ...(successCriteria === undefined ? {} : { successCriteria }),
    ...(failureCriteria === undefined ? {} : { failureCriteria }),
  };
  return {
    ...(userProfiles === undefined ? {} : { userProfiles }),
    ...(usernameExpressions === undefined ? {} : { usernameExpressions }),
    ...(Object.keys(authenticationSettings).length === 0 ? {} : { authenticationSettings }),
  };
}

function overlay<T>(
  lower: Record<string, LayerValue<T>>,
  upper: Record<string, LayerValue<T>>,
): Record<string, LayerValue<T>> {
  const changed = Object.entries(upper).map(
    ([name, said]) => [name, upperOrLower(said, own(lower, name))] as const,
  );
  return { ...lower, ...Object.fromEntries(changed) };
}

function own<T>(map: Record<string, T>, name: string): T | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}

/** A part of the topmost layer that mentions it. */
function topmost<T, U>(layers: readonly LayerValue<T>[], part: (known: T) => LayerValue<U>): Managed<U> {
  const parts = layers.map((layer) => partOf(layer, part));
  return managed(parts.reduce<LayerValue<U>>((lower, upper) => upperOrLower(upper, lower), undefined));
}

function upperOrLower<T>(upper: LayerValue<T>, lower: LayerValue<T>): LayerValue<T> {
  return when(upper, (said) => (said === undefined ? lower : said));
}

/** A part of a layer. If the layer is `null`, none of its parts is managed. */
export function partOf<T, U>(layer: LayerValue<T>, read: (known: T) => LayerValue<U>): LayerValue<U> {
  return when(layer, (known) => {
    if (known === undefined) {
      return undefined;
    }
    return known === null ? null : read(known);
  });
}

function managed<T>(said: LayerValue<T>): Managed<T>;
function managed(said: unknown): unknown {
  if (!pulumi.Output.isInstance(said)) {
    return when(said, (value) => value ?? undefined);
  }
  // A secret that is `undefined` would reach the engine as `null`.
  return pulumi.unsecret(said).apply(async (value) => {
    const isKept = value !== null && value !== undefined && (await pulumi.isSecret(said));
    return isKept ? pulumi.secret(value) : (value ?? undefined);
  });
}
