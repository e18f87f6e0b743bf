import { Cloud } from "./cloud.js";
import type { Command } from "./commands.js";
import { History } from "./history.js";
import { ProviderProcess } from "./provider-process.js";

/** The provider process keeps what each run's `__provider` text led to, for ever: a fresh one now and then. */
const HISTORIES_PER_PROCESS = 2_000;

/** A provider process and a cloud of its own, in which one history is lived after the other. */
export class Lane {
  private provider: ProviderProcess | undefined;
  private current: History | undefined;
  private lived = 0;

  private constructor(private readonly cloud: Cloud) {}

  static async open(): Promise<Lane> {
    return new Lane(await Cloud.start());
  }

  async live(commands: readonly Command[]): Promise<void> {
    if (this.lived % HISTORIES_PER_PROCESS === 0) await this.stopProvider();
    this.lived += 1;
    this.provider ??= await ProviderProcess.start((line) => this.current?.auditor.printed.push(line));
    this.current = new History(this.provider, this.cloud);
    await this.current.live(commands);
  }

  async close(): Promise<void> {
    await this.stopProvider();
    this.cloud.stop();
  }

  private async stopProvider(): Promise<void> {
    await this.provider?.stop();
    this.provider = undefined;
  }
}
