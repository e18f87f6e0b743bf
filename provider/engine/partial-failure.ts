/**
 * Tells the engine that the resource exists although the operation failed: it saves `properties` and runs `update` in the next `up`.
 * The dynamic provider's server recognises such an error by its `id`, and does not add `__provider` to `properties` by itself:
 * without it the resource could never be refreshed or deleted again.
 */
export class PartialFailure extends Error {
  override readonly name = "PartialFailure";
  readonly reasons: readonly string[];

  constructor(
    readonly id: string,
    readonly properties: object,
    cause: Error,
  ) {
    super(cause.message, { cause });
    this.reasons = [cause.message];
  }

  /** Pulumi prints this beside the reasons. */
  override toString(): string {
    return String(this.cause);
  }
}
