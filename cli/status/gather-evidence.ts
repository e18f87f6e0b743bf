import { accessEvidence } from "./access-evidence.js";
import type { Compared } from "./compare.js";
import type { Connections } from "./connections.js";
import { controllerEvidence } from "./controller-evidence.js";
import { type Evidence, mergeEvidence } from "./report.js";

/**
 * Reads the effects of the risk levels, as far as there are credentials. A failure becomes a note and not an error, since it says nothing
 * about drift.
 */
export async function gatherEvidence(
  compared: readonly Compared[],
  connections: Connections,
): Promise<Evidence> {
  return mergeEvidence(
    await Promise.all([controllerEvidence(compared, connections), accessEvidence(compared, connections)]),
  );
}
