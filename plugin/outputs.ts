import { UNKNOWN } from "../provider/engine/unknown.js";
import { differences } from "./input-differences.js";
import type { Props, Resource } from "./resource.js";
import { addMarks, type MarkedProps } from "./secret-and-unknown-marks.js";
import { Secrets, wholly } from "./secret-places.js";

/** Predicts the outputs. The computed ones are known if no setting is added or removed. */
export function predictedOutputs(resource: Resource, news: Props, olds: Props): Props {
  const isKnown = sameSettings(resource, olds, news);
  const computed = resource.computed.map((name) => [name, isKnown ? olds[name] : UNKNOWN]);
  return { ...news, ...Object.fromEntries(computed) };
}

/** Whether outputs and inputs have the same settings, whatever their values. */
export function sameSettings({ computed }: Resource, olds: Props, news: Props): boolean {
  const before = Object.entries(olds).filter(([name]) => !computed.includes(name));
  const secrets = new Secrets();
  const found = differences({ props: Object.fromEntries(before), secrets }, { props: news, secrets });
  return found.every(({ change, property }) => change === "update" || property === "onDestroy");
}

/** Marks the secret outputs: those in `secrets` and, if there are any, all computed ones. */
export function sealed(resource: Resource, outputs: object, secrets: Secrets): MarkedProps {
  const also = secrets.isEmpty ? resource.secretOutputs({ ...outputs }) : resource.computed;
  return addMarks(outputs, secrets.and(wholly(...also, "previous")));
}
