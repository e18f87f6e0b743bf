import { EventEmitter, once } from "node:events";
import path from "node:path";
import { z } from "zod";
import { ProviderProcess } from "../support/provider-process.js";

const Held = z.object({
  bytes: z.number(),
  descriptors: z.number(),
  timers: z.number(),
  listeners: z.number(),
});

/** What a process holds when all garbage is collected. */
export type Held = z.output<typeof Held>;

/** One provider process, from its first lifecycle to its last. */
export class SoakedProvider {
  private constructor(
    readonly process: ProviderProcess,
    private readonly probe: EventEmitter,
  ) {}

  static async start(config: Readonly<Record<string, string>>): Promise<SoakedProvider> {
    const probe = new EventEmitter();
    const listen = (line: string) => {
      if (line.startsWith("held ")) {
        probe.emit("held", JSON.parse(line.slice("held ".length)));
      }
      // Node warns of a leak, and of a rejection that nobody handles.
      else if (/^\(node:\d+\)|Unhandled/.test(line)) {
        probe.emit("error", new Error(line));
      }
    };
    const started = await ProviderProcess.start(listen, {
      less: { attempt: 300, deadline: 5_000, firstWait: 5, longestWait: 40 },
      node: ["--expose-gc", "--require", path.join(__dirname, "probe.cjs")],
    });
    await started.configure(config);
    return new SoakedProvider(started, probe);
  }

  async held(): Promise<Held> {
    const told = once(this.probe, "held");
    this.process.signal("SIGUSR2");
    return Held.parse((await told)[0]);
  }

  stop(): Promise<void> {
    return this.process.stop();
  }
}
