import { accessEvidence } from "./access.js";
import type { Compared } from "./compare.js";
import type { Connections } from "./connections.js";
import { controllerEvidence } from "./controllers.js";
import { type Evidence, mergeEvidence } from "./report.js";

/**
 * Reads what the risk levels lead to, as far as there are credentials for it. What cannot be read is a note and no failure: it says
 * nothing about drift.
 */
export async function gatherEvidence(
  compared: readonly Compared[],
  connections: Connections,
): Promise<Evidence> {
  return mergeEvidence(
    await Promise.all([controllerEvidence(compared, connections), accessEvidence(compared, connections)]),
  );
}
