import { CancelledError } from "../../engine/cancellation.js";
import type { Settings } from "../settings.js";
import type { Target } from "./target.js";

/**
 * Ends what was begun, also when the operation is cancelled: then at once, and once, since nobody waits for a rate limit after a Ctrl-C.
 * Nothing else knows what a PUT may have wiped.
 */
export async function toTheEnd<S extends Settings, T>(
  target: Target<S>,
  work: (target: Target<S>) => Promise<T>,
): Promise<T> {
  try {
    return await work(target);
  } catch (error) {
    if (!(error instanceof CancelledError)) {
      throw error;
    }
    return work({ ...target, client: target.client.immediately() });
  }
}
