import { AsyncLocalStorage } from "node:async_hooks";

const current = new AsyncLocalStorage<string>();

/** Does what the engine asks of a resource, while all who are called know which one it is. Only an executable plugin is told. */
export function onBehalfOf<T>(urn: string, work: () => Promise<T>): Promise<T> {
  return current.run(urn, work);
}

/** The URN of the resource on whose behalf this is called, if that is known. */
export function currentResource(): string | undefined {
  return current.getStore();
}
