import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { patience } from "../../provider/http/patience.js";

/** The provider processes that the engine starts: which they are, how to kill them, and how long they wait for an answer. */
export class ProviderProcesses {
  private readonly directory = fs.mkdtempSync(path.join(os.tmpdir(), "risk-posture-providers-"));
  private readonly file = path.join(this.directory, "pids");

  /** @param shortened How long they wait, where that is another time than people's. */
  constructor(private readonly shortened?: Partial<typeof patience>) {}

  /** For the environment of the engine. */
  get env(): Record<string, string> {
    return {
      NODE_OPTIONS: `--require "${path.join(__dirname, "provider-preload.cjs")}"`,
      PROVIDER_PIDS: this.file,
      ...(this.shortened && { PROVIDER_PATIENCE: JSON.stringify(this.shortened) }),
    };
  }

  /** Those that are alive. */
  get alive(): readonly number[] {
    const pids = fs.existsSync(this.file) ? fs.readFileSync(this.file, "utf8").split("\n") : [];
    return pids
      .filter((pid) => pid !== "")
      .map(Number)
      .filter(isAlive);
  }

  kill(): void {
    for (const pid of this.alive) process.kill(pid, "SIGKILL");
  }

  dispose(): void {
    this.kill();
    fs.rmSync(this.directory, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
