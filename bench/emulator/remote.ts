import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { z } from "zod";
import { permissions, type Seed } from "../../emulator/index.js";
import { Addresses, type Command, Report } from "./protocol.js";

export const TOKEN = "bench-token";

export class RemoteEmulator {
  private constructor(
    private readonly child: ChildProcess,
    readonly addresses: z.output<typeof Addresses>,
  ) {}

  static async start(seed: Omit<Seed, "tokens">): Promise<RemoteEmulator> {
    const child = fork(path.join(__dirname, "process.ts"), { execArgv: ["--import", "tsx"] });
    child.send({ ...seed, tokens: { [TOKEN]: { permissions } } });
    return new RemoteEmulator(child, Addresses.parse(await message(child)));
  }

  /** The requests since the last call. */
  async takeRequests(): Promise<z.output<typeof Report>["requests"]> {
    return (await this.ask({ forget: true })).requests;
  }

  /** Milliseconds before a request is handled. */
  async setLatency(latency: number): Promise<void> {
    await this.ask({ latency });
  }

  /** How many requests Cloudflare accepts from one token, from now on. */
  async limitRate(requests: number, seconds: number): Promise<void> {
    await this.ask({ rateLimit: { requests, seconds } });
  }

  async stop(): Promise<void> {
    const exited = once(this.child, "exit");
    this.child.disconnect();
    await exited;
  }

  private async ask(command: z.input<typeof Command>): Promise<z.output<typeof Report>> {
    this.child.send(command);
    return Report.parse(await message(this.child));
  }
}

/** The next message of the process. Throws if the process ends first. */
async function message(child: ChildProcess): Promise<unknown> {
  const stop = new AbortController();
  const { signal } = stop;
  try {
    const [first]: unknown[] = await Promise.race([
      once(child, "message", { signal }),
      once(child, "exit", { signal }).then(([code]) => {
        throw new Error(`The emulator's process ended with exit code ${code}.`);
      }),
    ]);
    return first;
  } finally {
    stop.abort();
  }
}
