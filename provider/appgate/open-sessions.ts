import { engineAddress } from "../engine/address.js";
import { beforeExit, until } from "../engine/end-of-run.js";

/** Milliseconds for all logouts. The engine kills a provider process 5 s after SIGINT, of which other work may have 3. */
const LONGEST_LOGOUT = 1_500;

/** What ends a user's program: a terminal sends the first, the engine both, one soon after the other. */
const SIGNALS = ["SIGINT", "SIGTERM"] as const;

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
    for (const signal of SIGNALS) {
      process.on(signal, interrupted);
    }
  }
  open.add(close);
  return () => {
    open.delete(close);
    if (open.size === 0) {
      stopListening();
    }
  };
}

async function closeAll(): Promise<void> {
  const closed = Promise.all([...open].map((close) => close()));
  await Promise.race([closed, until(Date.now() + LONGEST_LOGOUT)]);
}

let isEnding = false;

/** In a user's program: it ends as it would without us, only later. */
async function interrupted(signal: NodeJS.Signals): Promise<void> {
  if (isEnding) {
    return;
  }
  isEnding = true;
  // Whoever listens too has been told, and decides how the program ends.
  const isOurs = process.listenerCount(signal) === 1;
  await closeAll();
  stopListening();
  isEnding = false;
  if (isOurs) {
    process.kill(process.pid, signal);
  }
}

function stopListening(): void {
  for (const signal of SIGNALS) {
    process.off(signal, interrupted);
  }
}
