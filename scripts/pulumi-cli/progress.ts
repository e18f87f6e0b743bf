/** Tells a waiting person what is happening. */
export interface Progress {
  say(message: string): void;
  /** Shows ongoing work and its duration until the returned function is called. */
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
