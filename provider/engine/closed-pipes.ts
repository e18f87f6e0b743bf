/**
 * A killed engine leaves pipes that nobody reads. The SDK prints each uncaught error, including those of such a pipe: it would print
 * without end, as fast as it can.
 */
export function ignoreClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.listenerCount("error", ignore) === 0) {
      stream.on("error", ignore);
    }
  }
}

function ignore(): void {}
