/**
 * How long a preview and an operation wait, in milliseconds. What a single request may take stands in http/timeouts-and-retries.ts. The engine kills
 * the process 5 s after the SIGINT with which it ends a run, engine/end-of-run.ts waits 3 s of these for what is still to be shown, and
 * `previewDeadline` is less than that, so that a line about a look is there in time.
 */
export const waits = {
  /** Until a look for the preview of a single resource is given up. Waiting for a rate limit does not count. */
  previewDeadline: 2_500,
  /** For which the checks of single resources wait for looks, all together: the engine runs checks one after another. */
  allChecks: 2_000,
  /** For which one check waits where it has to know: longer than a look takes that no rate limit holds back. */
  oneCheck: 3_000,
  /** For which the check of a set waits for all its looks, and until one of them is given up. */
  setCheck: 30_000,
  /** For which a look may stand in for another GET. */
  freshLook: 10_000,
  /** After which a look is too old for a PUT to be decided by it. */
  freshForWrite: 1_000,
  /** For which a new owner of a setting waits for the old one's offer while no check is under way. */
  siblings: 1_000,
  /** Until it is looked again whether others have come that far. */
  poll: 20,
  /** Between two lines that say how far a long work is, and until the first of them. */
  progress: 10_000,
  /** Until the first of them where a preview waits for its looks. */
  firstProgressOfPreview: 3_000,
  /** For which an operation waits for another provider's process without a word. */
  unsaid: 3_000,
  /** For which lines about the accounts and zones of a set are collected, so that equal ones become one. */
  collectLines: 10,
};
