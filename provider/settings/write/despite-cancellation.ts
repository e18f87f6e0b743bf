import { CancelledError } from "../../engine/cancellation.js";
import type { Settings } from "../settings.js";
import type { SendingOperation } from "./operation-on-place.js";

/**
 * Finishes work that was begun, even if the operation is cancelled. The work is then repeated once with requests that are sent at once,
 * since nobody waits for a rate limit after a Ctrl-C. Nothing else knows what a PUT may have wiped.
 */
export async function finishDespiteCancellation<S extends Settings, T>(
  operation: SendingOperation<S>,
  work: (operation: SendingOperation<S>) => Promise<T>,
): Promise<T> {
  try {
    return await work(operation);
  } catch (error) {
    if (!(error instanceof CancelledError)) {
      throw error;
    }
    return work({ ...operation, client: operation.client.withoutQueue() });
  }
}

/** Reads the live settings after a PUT, even if the operation is cancelled: the PUT may have wiped some. */
export function observeDespiteCancellation<S extends Settings>(operation: SendingOperation<S>): Promise<S> {
  return finishDespiteCancellation(operation, ({ kind, client, id }) => kind.observe(client, id));
}
