import { withSecretMarks } from "../provider/engine/partial-failure.js";
import type { Props, Resource } from "./resource-interface.js";
import { addMarks, type MarkedProps, removeMarks } from "./secret-and-unknown-marks.js";
import { type SecretPaths, wholly } from "./secret-path-set.js";

/**
 * Marks as secret the outputs in `secrets`, `previous`, and all computed outputs. If `secrets` is empty, only those computed outputs are
 * marked that the resource type names.
 */
export function withSecretOutputs(resource: Resource, outputs: object, secrets: SecretPaths): MarkedProps {
  const also = secrets.isEmpty ? resource.secretOutputs({ ...outputs }) : resource.computed;
  return addMarks(outputs, secrets.and(wholly(...also, "previous")));
}

/**
 * The declared settings of a half-done resource whose values are neither its declared nor its recorded ones. Another resource has handed
 * them over, and may keep them secret.
 */
export function handedOver(outputs: object, declared: Props, recorded: Props): SecretPaths {
  const otherThan = (props: Props) => removeMarks(withSecretMarks(outputs, props)).secrets;
  return otherThan(declared)
    .inProperties(...Object.keys(declared))
    .coveredBy(otherThan(recorded));
}
