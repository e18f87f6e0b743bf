import { isDeepStrictEqual } from "node:util";
import { secret } from "./pulumi-signatures.js";

/**
 * Tells the engine that the resource exists although the operation failed: it saves `properties` and runs `update` in the next `up`.
 * The dynamic provider's server recognises such an error by its `id`, and does not add `__provider` to `properties` by itself:
 * without it the resource could never be refreshed or deleted again.
 */
export class PartialFailure extends Error {
  override readonly name = "PartialFailure";
  readonly reasons: readonly string[];
  readonly properties: object;

  /**
   * @param outputs What is to be recorded.
   * @param inputs What was declared.
   */
  constructor(
    readonly id: string,
    readonly outputs: object,
    inputs: object,
    cause: Error,
  ) {
    super(cause.message, { cause });
    this.reasons = [cause.message];
    const provider = "__provider" in inputs ? { __provider: inputs.__provider } : {};
    this.properties = { ...withSecretMarks(outputs, inputs), ...provider };
  }

  /** Pulumi prints this beside the reasons. */
  override toString(): string {
    return String(this.cause);
  }
}

/**
 * Marks as secret all values that are not in the inputs. After a failed operation, the engine marks only the secrets of the inputs: the
 * rest of former inputs, and `initial`, would be in the state in clear text.
 */
export function withSecretMarks(outputs: object, inputs: object): object {
  const declared = new Map<string, unknown>(Object.entries(inputs));
  return Object.fromEntries(
    Object.entries(outputs).map(([name, value]) => [name, withSecretMark(value, declared.get(name))]),
  );
}

function withSecretMark(value: unknown, declared: unknown): unknown {
  if (isMap(value) && isMap(declared)) {
    return withSecretMarks(value, declared);
  }
  return isDeepStrictEqual(value, declared) ? value : secret(value);
}

function isMap(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
