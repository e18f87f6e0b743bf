import { once } from "node:events";
import { type Seed, startEmulator } from "../../emulator/index.js";
import { Command } from "./protocol.js";

/** Runs the emulator in its own process, so that its work does not count as its clients'. */
async function main(): Promise<void> {
  const [seed]: [Seed] = await once(process, "message").then(([first]) => [first]);
  const emulator = await startEmulator(seed);
  process.on("message", (message) => {
    const { latency, rateLimit, forget } = Command.parse(message);
    emulator.faults.latency = latency ?? emulator.faults.latency;
    emulator.rateLimit = rateLimit ?? emulator.rateLimit;
    process.send?.({
      requests: emulator.requests.map(({ method, path, status }) => ({ method, path, status })),
    });
    if (forget) {
      emulator.forgetRequests();
    }
  });
  // Ends with the bench, even if that is killed.
  process.on("disconnect", () => process.exit());
  process.send?.({ cloudflare: emulator.cloudflareUrl, appgate: emulator.appgateUrl });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
