import { withSecretMarks } from "../provider/engine/partial-failure.js";
import type { Props, Resource } from "./resource-interface.js";
import { addMarks, type MarkedProps, removeMarks } from "./secret-and-unknown-marks.js";
import { type Secrets, wholly } from "./secret-path-set.js";

/**
 * Marks the secret outputs: those in `secrets`, and `previous`. With any secret, all computed ones too; without, those of which the type
 * says so.
 */
export function withSecretOutputs(resource: Resource, outputs: object, secrets: Secrets): MarkedProps {
  const also = secrets.isEmpty ? resource.secretOutputs({ ...outputs }) : resource.computed;
  return addMarks(outputs, secrets.and(wholly(...also, "previous")));
}

/**
 * The declared settings of a half-done resource whose values are neither its declared nor its recorded ones. Another resource has handed
 * them over, and may keep them secret.
 */
export function handedOver(outputs: object, declared: Props, recorded: Props): Secrets {
  const otherThan = (props: Props) => removeMarks(withSecretMarks(outputs, props)).secrets;
  return otherThan(declared)
    .within(...Object.keys(declared))
    .in(otherThan(recorded));
}
