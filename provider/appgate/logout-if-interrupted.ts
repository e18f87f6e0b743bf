import { beforeExit, until } from "../engine/end-of-run.js";
import { engineAddress } from "../engine/engine-address.js";

/** Milliseconds for all logouts. The engine kills a provider process 5 s after SIGINT, and other work may take 3 s of these. */
const LONGEST_LOGOUT = 1_500;

/** The signals that end a user's program. A terminal sends the first; the engine sends both, one soon after the other. */
const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** Closes each session that is open or about to open. */
const open = new Set<() => Promise<void>>();

/**
 * Closes a session if the process is interrupted, as by Ctrl-C, before the session's work is done: otherwise its token would stay valid for
 * hours.
 *
 * @returns A function to call when the session is closed.
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

/** In a user's program: it ends as it would without this handler, but after the logouts. */
async function interrupted(signal: NodeJS.Signals): Promise<void> {
  if (isEnding) {
    return;
  }
  isEnding = true;
  // Other listeners receive the signal too, and decide how the program ends.
  const isOurs = process.listenerCount(signal) === 1 + listenersOfSignalExit();
  await closeAll();
  stopListening();
  isEnding = false;
  if (isOurs) {
    process.kill(process.pid, signal);
  }
}

/** How signal-exit's copies tell each other how many listeners they have: version 3, and 4. */
const EMITTERS = [
  () => Reflect.get(process, "__signal_exit_emitter__"),
  () => Reflect.get(globalThis, Symbol.for("signal-exit emitter")),
];

/**
 * Pulumi's SDK loads signal-exit, which ends the program only if there is no other listener. If its listeners were not counted, it and this
 * handler would each wait for the other to end the program.
 */
function listenersOfSignalExit(): number {
  return EMITTERS.reduce((sum, emitter) => sum + (Number(emitter()?.count) || 0), 0);
}

function stopListening(): void {
  for (const signal of SIGNALS) {
    process.off(signal, interrupted);
  }
}
