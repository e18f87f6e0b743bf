import * as pulumi from "@pulumi/pulumi";

/** A value for each run of a program: with the Automation API one process runs several, one after another. */
export class PerRun<T> {
  private readonly values = new WeakMap<object, T>();

  constructor(private readonly make: () => T) {}

  /** The value of the current run. Undefined in a unit test with mocks, where nothing is deployed. */
  current(): T | undefined {
    const stack = pulumi.runtime.getStackResource();
    if (stack === undefined) {
      return undefined;
    }
    const value = this.values.get(stack) ?? this.make();
    this.values.set(stack, value);
    return value;
  }
}
