import { spawn } from "node:child_process";

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
  /** Why the command was stopped, if it was. */
  stopped?: string;
}

export interface Timeouts {
  /** The longest total time, in milliseconds. */
  total: number;
  /** The longest time without output, in milliseconds. */
  silent: number;
}

interface Options {
  cwd?: string;
  env: NodeJS.ProcessEnv;
  timeouts?: Timeouts;
}

/** Runs a command until it ends. Rejects only if it cannot be started. */
export function run(command: string, args: string[], { cwd, env, timeouts }: Options): Promise<Finished> {
  return new Promise((resolve, reject) => {
    // Its own group lets us also stop processes that the command started (the launcher's download is a shell and a curl).
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: timeouts !== undefined,
    });
    const finished: Finished = { code: null, stdout: "", stderr: "" };
    const watch = timeouts && watchOver(child.pid, timeouts, (reason) => (finished.stopped = reason));
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      finished.stdout += text;
      watch?.alive();
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      finished.stderr += text;
      watch?.alive();
    });
    child.once("error", (error) => {
      watch?.end();
      reject(error);
    });
    child.once("close", (code) => {
      watch?.end();
      resolve({ ...finished, code });
    });
  });
}

function watchOver(group: number | undefined, timeouts: Timeouts, onStop: (reason: string) => void) {
  const stop = (reason: string) => {
    onStop(reason);
    killGroup(group);
  };
  const tooLong = setTimeout(() => stop(`not done after ${timeouts.total / 1000} s`), timeouts.total);
  const tooQuiet = setTimeout(() => stop(`no answer for ${timeouts.silent / 1000} s`), timeouts.silent);
  // Ctrl-C reaches only our own process group.
  const interrupted = (signal: NodeJS.Signals) => {
    killGroup(group);
    end();
    process.kill(process.pid, signal);
  };
  const end = () => {
    clearTimeout(tooLong);
    clearTimeout(tooQuiet);
    for (const signal of SIGNALS) {
      process.off(signal, interrupted);
    }
  };
  for (const signal of SIGNALS) {
    process.on(signal, interrupted);
  }
  return { alive: () => tooQuiet.refresh(), end };
}

const SIGNALS: NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

function killGroup(group: number | undefined): void {
  if (group === undefined) {
    return;
  }
  try {
    process.kill(-group, "SIGKILL");
  } catch {
    // The group has already ended.
  }
}
