/**
 * How long a preview and an operation wait, in milliseconds. The limits of a single request are in http/timeouts-and-retry-limits.ts. The
 * engine kills the process 5 s after the SIGINT that ends a run, and engine/end-of-run.ts waits 3 s of these for lines that are still to be
 * shown. `previewDeadline` is shorter than that, so that the result of a live read is shown in time.
 */
export const waits = {
  /** A live read for the preview of a single resource is given up after this. Waiting for a rate limit does not count. */
  previewDeadline: 2_500,
  /** The checks of all single resources together wait this long for live reads: the engine runs checks one after another. */
  allChecks: 2_000,
  /** One check waits this long if it must have the answer: longer than a live read takes without a rate limit. */
  oneCheck: 3_000,
  /** The check of a set waits this long for all its live reads, and gives up each of them after this. */
  setCheck: 30_000,
  /** A live read can replace another GET for this long. */
  freshRead: 10_000,
  /** A live read is too old to decide a PUT after this. */
  freshForWrite: 1_000,
  /** A new owner of a setting waits this long for the old owner's offer while no check is under way. */
  siblings: 1_000,
  /** Time between two polls in a wait for other resources or processes. */
  poll: 20,
  /** Time between two progress lines of long work, and before the first one. */
  progress: 10_000,
  /** Time before the first progress line if a preview waits for its live reads. */
  firstProgressOfPreview: 3_000,
  /** An operation waits this long for another provider's process before it logs the wait. */
  logWaitAfter: 3_000,
  /** Lines about the accounts and zones of a set are collected for this long, so that equal ones become one. */
  collectLines: 10,
};
