/**
 * Makes stack traces one line long, until the returned function is called. The SDK records four of them for each property of a resource, and
 * only prints them with PULUMI_DEBUG_PROMISE_LEAKS. ts-node looks up the source of each line: for 1,000 resources that is a fifth of the time
 * of a preview. The line that is left says where an error of a transformation was thrown. The SDK finds a resource's place in the program
 * without these traces.
 */
export function shortenStackTraces(): () => void {
  const { stackTraceLimit } = Error;
  if (!process.env["PULUMI_DEBUG_PROMISE_LEAKS"]) {
    Error.stackTraceLimit = Math.min(stackTraceLimit, 1);
  }
  return () => {
    Error.stackTraceLimit = stackTraceLimit;
  };
}
