/** The lines from the SDK's function that registers a resource to the program's own: of a registration that fails, the SDK prints these. */
const LINES = 5;

/**
 * Makes stack traces short, until the returned function is called. The SDK records four of them for each property of a resource, and prints
 * these only with PULUMI_DEBUG_PROMISE_LEAKS. ts-node looks up the source of each line: of 1,000 resources that takes a good part of the time
 * of a preview.
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
