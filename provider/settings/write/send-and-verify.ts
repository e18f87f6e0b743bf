import { CancelledError } from "../../engine/cancellation.js";
import { EngineGoneError } from "../../engine/engine-alive.js";
import type { LiveRead } from "../live-reads.js";
import { hasSettings, type Settings } from "../settings.js";
import type { SendingOperation } from "./operation.js";
import { type Outdated, put } from "./put.js";
import { complete, seenApplied, verify } from "./verify-put.js";
import { isRefusal, WriteFailure } from "./write-failure.js";

export interface Applied<S extends Settings> {
  /** All settings afterwards. */
  readonly after: S;
  /** The last read before the first PUT. */
  readonly read: LiveRead<S>;
}

/** Writes `wanted`, which was decided by this read, and verifies it by the API's own answer. */
export async function sendAndVerify<S extends Settings>(
  operation: SendingOperation<S>,
  read: LiveRead<S>,
  wanted: Partial<S>,
): Promise<Applied<S> | Outdated<S>> {
  let before = read;
  let applied: Partial<S> = {};
  try {
    let listed: Partial<S> = {};
    for (const step of operation.kind.orderedWrites(read.live, wanted)) {
      const sent = await put(operation, { ...before, live: { ...before.live, ...applied } }, step);
      if ("now" in sent) {
        return { ...sent, mayHaveApplied: sent.mayHaveApplied || hasSettings(applied) };
      }
      before = hasSettings(applied) ? before : sent.read;
      listed = sent.listed;
      applied = { ...applied, ...step };
    }
    const after = await complete(operation, before.live, wanted, listed);
    verify(operation, after, wanted);
    return { after, read: before };
  } catch (error) {
    if (error instanceof WriteFailure) {
      throw error;
    }
    if (error instanceof EngineGoneError || error instanceof CancelledError) {
      throw new WriteFailure(error, { mayHaveApplied: hasSettings(applied) });
    }
    if (!hasSettings(applied) && isRefusal(error)) {
      throw new WriteFailure(error, { mayHaveApplied: false });
    }
    return { after: await seenApplied(operation, wanted, error), read: before };
  }
}
