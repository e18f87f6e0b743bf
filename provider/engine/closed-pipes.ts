/**
 * An engine that was killed leaves pipes that nobody reads. The SDK prints each error that nobody catches, that of such a pipe too: it would do
 * so without an end, as fast as it can.
 */
export function ignoreClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.listenerCount("error", ignore) === 0) {
      stream.on("error", ignore);
    }
  }
}

function ignore(): void {}
