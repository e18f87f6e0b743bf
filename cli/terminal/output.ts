import { CommandError } from "../exit.js";

/** Prints what the command was given for. It waits until that is written: nothing after a write that failed may sound like success. */
export function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error: NodeJS.ErrnoException | null | undefined) => {
      // Whoever reads the output may have seen enough, as `head` does.
      if (!error || error.code === "EPIPE") {
        resolve();
      } else {
        reject(new CommandError(`The output cannot be written: ${error.message}.`));
      }
    });
  });
}

/** Without it, a stream that cannot be written ends the process with a stack trace. */
export function surviveBrokenOutput(): void {
  // `print` reports what happens to standard output, and nobody hears what happens to standard error.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", () => {});
  }
}
