import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { isRunning, until } from "./processes.js";
import { environmentWithShortRetries, type RetryPolicy } from "./short-retries.js";

/** The provider processes that the engine starts. They outlive an engine that was killed. */
export class ProviderProcesses {
  private readonly directory = fs.mkdtempSync(path.join(os.tmpdir(), "risk-posture-providers-"));
  private readonly file = path.join(this.directory, "pids");

  /** @param less Shorter times for their retry policy. */
  constructor(private readonly less?: Partial<RetryPolicy>) {}

  /** Variables for the environment of the engine. */
  get env(): Record<string, string> {
    const { NODE_OPTIONS = "", ...timeouts } =
      this.less === undefined ? {} : environmentWithShortRetries(this.less);
    const script = JSON.stringify(path.join(__dirname, "provider-pids.cjs"));
    return {
      ...timeouts,
      NODE_OPTIONS: `${NODE_OPTIONS} --require ${script}`,
      TEST_PROVIDER_PIDS: this.file,
    };
  }

  /** The ids of the running processes. */
  get alive(): readonly number[] {
    const pids = fs.existsSync(this.file) ? fs.readFileSync(this.file, "utf8").split("\n") : [];
    return pids
      .filter((pid) => pid !== "")
      .map(Number)
      .filter(isRunning);
  }

  /** Waits until the processes without an engine are idle. Then they end. */
  async finished(): Promise<void> {
    for (const pid of this.alive) {
      process.kill(pid, "SIGUSR2");
    }
    await until(() => this.alive.length === 0);
  }

  kill(): void {
    for (const pid of this.alive) {
      process.kill(pid, "SIGKILL");
    }
  }

  dispose(): void {
    this.kill();
    fs.rmSync(this.directory, { recursive: true, force: true });
  }
}
