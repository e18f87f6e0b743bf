import { engineAddress } from "../engine/address.js";
import { beforeExit, until } from "../engine/end-of-run.js";

/** Milliseconds for all logouts. The engine kills a provider process 5 s after SIGINT, of which other work may have 3. */
const LONGEST_LOGOUT = 1_500;

/** What closes each session that is open, or about to be. */
const open = new Set<() => Promise<void>>();

/**
 * Has a session closed if the process is interrupted, as by Ctrl-C, before the session's work is done: its token would be valid for hours.
 *
 * @returns What to call when the session is closed.
 */
export function closeIfInterrupted(close: () => Promise<void>): () => void {
  if (engineAddress() !== undefined) {
    beforeExit(closeAll);
  } else if (open.size === 0) {
    process.once("SIGINT", interrupted);
  }
  open.add(close);
  return () => {
    open.delete(close);
    if (open.size === 0) {
      process.off("SIGINT", interrupted);
    }
  };
}

async function closeAll(): Promise<void> {
  const closed = Promise.all([...open].map((close) => close()));
  await Promise.race([closed, until(Date.now() + LONGEST_LOGOUT)]);
}

/** In a user's program: it ends as it would without us, only later. */
async function interrupted(signal: NodeJS.Signals): Promise<void> {
  // Whoever listens too has been told, and decides how the program ends.
  const isOurs = process.listenerCount(signal) === 0;
  await closeAll();
  if (isOurs) {
    process.kill(process.pid, signal);
  }
}
