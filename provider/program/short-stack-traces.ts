/** Enough lines to reach the program's own call. The SDK prints them if a registration fails. */
const LINES = 5;

/**
 * Makes stack traces short, until the returned function is called. The SDK records four traces for each property of a resource, and prints
 * them only with PULUMI_DEBUG_PROMISE_LEAKS. ts-node looks up the source of each line: with 1,000 resources, this takes much of a preview's
 * time.
 */
export function shortenStackTraces(): () => void {
  const { stackTraceLimit } = Error;
  if (!process.env["PULUMI_DEBUG_PROMISE_LEAKS"]) {
    Error.stackTraceLimit = Math.min(stackTraceLimit, LINES);
  }
  return () => {
    Error.stackTraceLimit = stackTraceLimit;
  };
}
