import { CommandError } from "../exit.js";

/** Prints the command's output and waits until it is written, so that a failed write cannot be followed by a message of success. */
export function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error: NodeJS.ErrnoException | null | undefined) => {
      // The reader may close the pipe when it has enough, as `head` does.
      if (!error || error.code === "EPIPE") {
        resolve();
      } else {
        reject(new CommandError(`The output cannot be written: ${error.message}.`));
      }
    });
  });
}

/** Prevents a stream that cannot be written from ending the process with a stack trace. */
export function surviveBrokenOutput(): void {
  // `print` reports errors of standard output. Errors of standard error cannot be shown to anybody.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", () => {});
  }
}
