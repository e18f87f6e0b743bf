import * as pulumi from "@pulumi/pulumi";
import { getOrInsert } from "../memoize.js";

/** A value for each run of a program: with the Automation API one process runs several, one after another. */
export class PerRun<T> {
  private readonly values = new WeakMap<object, T>();

  constructor(private readonly make: () => T) {}

  /** The value of the current run. Undefined in a unit test with mocks, where nothing is deployed. */
  current(): T | undefined {
    const stack = pulumi.runtime.getStackResource();
    return stack === undefined ? undefined : getOrInsert(this.values, stack, this.make);
  }
}
