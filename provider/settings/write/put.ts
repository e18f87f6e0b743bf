import { refuseWithoutEngine } from "../../engine/engine-alive.js";
import type { Look } from "../live-reads.js";
import type { Settings } from "../settings.js";
import { LookBeforePut, type Outdated, OutdatedError } from "./look-before-put.js";
import type { Target } from "./target.js";

interface Sent<S extends Settings> {
  /** What the API listed in its answer. */
  readonly listed: Partial<S>;
  /** What was seen last before the PUT. */
  readonly look: Look<S>;
}

/** Sends one PUT of these settings, or of the whole document where that is what the API takes. */
export async function put<S extends Settings>(
  target: Target<S>,
  look: Look<S>,
  settings: Partial<S>,
): Promise<Sent<S> | Outdated<S>> {
  const { kind, client, id, wholeDocuments, invalidate } = target;
  const sent = wholeDocuments.has(id) ? { ...look.live, ...settings } : settings;
  const before = new LookBeforePut(target, look, sent);
  invalidate();
  try {
    const listed = await kind.put(client, id, sent, look.live, {
      guard: async (attempts) => {
        await refuseWithoutEngine();
        if (await before.ifNeeded(attempts)) {
          // That took its time.
          await refuseWithoutEngine();
        }
      },
    });
    return { listed, look: before.latest };
  } catch (error) {
    if (error instanceof OutdatedError) {
      return before.outdated;
    }
    throw error;
  } finally {
    invalidate();
  }
}
