import { AsyncLocalStorage } from "node:async_hooks";

const current = new AsyncLocalStorage<string>();

/** Runs work for a resource, so that all code that is called knows its URN. Only an executable plugin is told the URN. */
export function onBehalfOf<T>(urn: string, work: () => Promise<T>): Promise<T> {
  return current.run(urn, work);
}

/** The URN of the resource that the work is for, if it is known. */
export function currentResource(): string | undefined {
  return current.getStore();
}
