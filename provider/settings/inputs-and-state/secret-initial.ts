import { secret } from "../../engine/pulumi-signatures.js";
import type { Settings } from "../settings.js";
import type { Layout, Records } from "./layout.js";

/**
 * The outputs to record. If `initial` may hold secrets, it is marked as secret for the engine. Only the server of dynamic providers passes
 * `__provider`, and returns the marks to the engine as they are. The plugin adds its own.
 *
 * @param props The inputs or the state that the engine has passed.
 */
export function outputsFor<S extends Settings>(
  props: object,
  layout: Layout<S>,
  records: Records<S>,
): object {
  const outputs: Readonly<Record<string, unknown>> = { ...layout.outputs(records) };
  const { initial } = outputs;
  return "__provider" in props && layout.mayBeSecret(initial)
    ? { ...outputs, initial: secret(initial) }
    : outputs;
}
