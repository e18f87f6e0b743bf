/** Milliseconds, from the beginning of pending work, that the end of a run waits for it. The engine kills the process 5 s after SIGINT. */
const LONGEST_WAIT = 3_000;

interface Pending {
  readonly since: number;
  readonly otherwise: () => void;
}

const pending = new Map<Promise<unknown>, Pending>();
const closers = new Set<() => void | Promise<void>>();
let listening = false;

/** Lets the end of the run wait for work, within limits. The work must not reject. `otherwise` runs if the run ends first. */
export function flushBeforeExit(work: Promise<unknown>, otherwise: () => void): void {
  listen();
  pending.set(work, { since: Date.now(), otherwise });
  void work.then(() => pending.delete(work));
}

/** Runs `close` at the end of the run, when no pending work is waited for any more, in the order of the calls. */
export function beforeExit(close: () => void | Promise<void>): void {
  listen();
  closers.add(close);
}

/** Runs when the process ends, after all else. */
export function atExit(clean: () => void): void {
  listen();
  process.once("exit", clean);
}

/**
 * The engine ends a run with SIGINT, and still shows what the process logs then. One listener serves all resource types of the process.
 * The engine stops one provider after another, so a process that waits for nothing exits at once.
 */
function listen(): void {
  if (!listening) {
    listening = true;
    process.once("SIGINT", () => void endOfRun().then(() => process.exit()));
  }
}

/**
 * Waits for pending work, within limits, and closes what is open: last lines, and sessions with Controllers. An executable plugin calls this
 * before the SIGINT, and more than once.
 */
export async function endOfRun(): Promise<void> {
  await Promise.all(
    [...pending].map(([work, { since }]) => Promise.race([work, until(since + LONGEST_WAIT)])),
  );
  for (const { otherwise } of pending.values()) {
    otherwise();
  }
  for (const close of closers) {
    await close();
  }
}

/** Settles at that time. Does not keep the process alive. */
export function until(time: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), time - Date.now()).unref());
}
