/** Milliseconds from its beginning for which the end of a run waits for a line. The engine kills the process 5 s after its SIGINT. */
const PATIENCE = 3_000;

interface Awaited {
  readonly since: number;
  readonly otherwise: () => void;
}

const awaited = new Map<Promise<void>, Awaited>();
const closers = new Set<() => void>();
let listening = false;

/**
 * Lets the end of the run wait for this, though not for ever; it says something when it settles, and must not reject. `otherwise` runs
 * in its place if the run ends first.
 */
export function awaitLastWords(words: Promise<void>, otherwise: () => void): void {
  listen();
  awaited.set(words, { since: Date.now(), otherwise });
  void words.then(() => awaited.delete(words));
}

/** Runs at the end, when nothing is awaited any more. */
export function atTheEnd(close: () => void): void {
  listen();
  closers.add(close);
}

/**
 * The engine ends a run with SIGINT, and goes on reading what the process prints. One listener serves all resource types of the process:
 * it exits only when all have finished. Providers are stopped one after another, so who has nothing to say exits at once.
 */
function listen(): void {
  if (!listening) {
    listening = true;
    process.once("SIGINT", () => void finish());
  }
}

async function finish(): Promise<never> {
  await Promise.all([...awaited].map(([words, { since }]) => Promise.race([words, until(since + PATIENCE)])));
  for (const { otherwise } of awaited.values()) {
    otherwise();
  }
  for (const close of closers) {
    close();
  }
  process.exit();
}

/** Settles at that time. Does not keep the process alive. */
export function until(time: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), time - Date.now()).unref());
}
