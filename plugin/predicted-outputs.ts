import { UNKNOWN } from "../provider/engine/unknown.js";
import { differences } from "./input-differences.js";
import type { Props, Resource } from "./resource-interface.js";
import { SecretPaths } from "./secret-path-set.js";

/** Predicts the outputs. The computed ones are known if the update keeps them. */
export function predictedOutputs(resource: Resource, news: Props, olds: Props): Props {
  const isKnown = resource.keepsComputed(olds, news);
  const computed = resource.computed.map((name) => [name, isKnown ? olds[name] : UNKNOWN]);
  return { ...news, ...Object.fromEntries(computed) };
}

/** Whether outputs and inputs declare the same settings. Their values may differ. */
export function declareSameSettings(computed: Resource["computed"], olds: Props, news: Props): boolean {
  const before = Object.entries(olds).filter(([name]) => !computed.includes(name));
  const secrets = new SecretPaths();
  const found = differences({ props: Object.fromEntries(before), secrets }, { props: news, secrets });
  // `onDestroy` is an option, not a setting.
  return found.every(({ change, property }) => change === "update" || property === "onDestroy");
}
