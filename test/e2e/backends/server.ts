import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";

/** A server that a test has started, and its output so far. */
export class Server {
  private text = "";

  private constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.text += text;
      });
    }
  }

  /** Starts the server and waits until it prints that it listens. */
  static async start(
    command: string,
    args: readonly string[],
    listens: RegExp,
    options: SpawnOptions = {},
  ): Promise<Server> {
    const child = spawn(command, args, { ...options, stdio: "pipe" });
    const server = new Server(child);
    await new Promise<void>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", () => reject(new Error(`${command} has ended:\n${server.text}`)));
      child.stdout.on("data", () => listens.test(server.text) && resolve());
      child.stderr.on("data", () => listens.test(server.text) && resolve());
    });
    return server;
  }

  get lines(): readonly string[] {
    return this.text.split("\n");
  }

  async stop(signal: NodeJS.Signals): Promise<void> {
    const ended = once(this.child, "close");
    this.child.kill(signal);
    await ended;
  }
}
