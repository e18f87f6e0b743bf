/** Tells a person who waits what is going on. */
export interface Progress {
  say(message: string): void;
  /** Shows that something goes on, with the time it has taken, until the returned function is called. */
  busy(message: string): () => void;
}

const TERMINAL_INTERVAL_MS = 1_000;
// In a log each report is a line of its own.
const LOG_INTERVAL_MS = 20_000;

export function progressOn(stream: NodeJS.WriteStream): Progress {
  const say = (message: string) => stream.write(`${message}\n`);
  return {
    say,
    busy(message) {
      const started = performance.now();
      const elapsed = () => `${Math.round((performance.now() - started) / 1000)} s`;
      if (!stream.isTTY) {
        say(`${message} …`);
        const timer = setInterval(() => say(`  … ${elapsed()}`), LOG_INTERVAL_MS);
        return () => clearInterval(timer);
      }
      const show = () => stream.write(`\r${message} … ${elapsed()}`);
      show();
      const timer = setInterval(show, TERMINAL_INTERVAL_MS);
      return () => {
        clearInterval(timer);
        stream.write("\n");
      };
    },
  };
}
