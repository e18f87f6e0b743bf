import { UNKNOWN } from "../provider/engine/unknown.js";
import { differences } from "./input-differences.js";
import type { Props, Resource } from "./resource-interface.js";
import { Secrets } from "./secret-path-set.js";

/** Predicts the outputs. The computed ones are known if the update keeps them. */
export function predictedOutputs(resource: Resource, news: Props, olds: Props): Props {
  const isKnown = resource.keepsComputed(olds, news);
  const computed = resource.computed.map((name) => [name, isKnown ? olds[name] : UNKNOWN]);
  return { ...news, ...Object.fromEntries(computed) };
}

/** Whether outputs and inputs have the same settings, whatever their values. */
export function sameSettings(computed: Resource["computed"], olds: Props, news: Props): boolean {
  const before = Object.entries(olds).filter(([name]) => !computed.includes(name));
  const secrets = new Secrets();
  const found = differences({ props: Object.fromEntries(before), secrets }, { props: news, secrets });
  return found.every(({ change, property }) => change === "update" || property === "onDestroy");
}
