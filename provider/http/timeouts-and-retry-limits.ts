/**
 * How long a request may take, in milliseconds: the same for the whole process. Tests write shorter times into it.
 */
export const requestTimes = {
  /** Until an attempt is given up, its whole answer included. */
  attempt: 15_000,
  /** The same for a login, and for asking an old Controller for its versions: it may be slow, and a login is attempted only once. */
  login: 40_000,
  /** The same for a logout: what was read before it waits for it. */
  logout: 5_000,
  /** Until a request is given up whose answer would only explain a refusal: the refusal waits for it. */
  explanation: 5_000,
  /** Until a request is given up, with all its attempts and the waits between them. Waiting for a rate limit does not count. */
  deadline: 45_000,
  /** The same, counted from the first refused connection: a restarted server listens again soon, a wrong address never does. */
  refused: 5_000,
  /** Until a request that rate limits keep refusing is given up: two of Cloudflare's blocks. */
  rateLimit: 600_000,
  /** The longest pause that is waited for: Cloudflare blocks for five minutes. */
  longestPause: 300_000,
  /** The first wait between two attempts is random and at most this. The maximum doubles with each further wait. */
  firstWait: 500,
  longestWait: 8_000,
  /** A shorter wait is not worth a line. */
  worthALine: 3_000,
  /** Between two lines about the same server, however many requests wait for it. */
  betweenLines: 10_000,
};
