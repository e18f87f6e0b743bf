import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { type Seed, startEmulator } from "../../emulator/index.js";
import { Command } from "./protocol.js";

/**
 * The emulator in a process of its own, so that its work does not count as its clients'. Beside it listens a relay that holds back what
 * clients send, as a network would.
 */
async function main(): Promise<void> {
  const [seed]: [Seed] = await once(process, "message").then(([first]) => [first]);
  const emulator = await startEmulator(seed);
  const { port, pathname } = new URL(emulator.cloudflareUrl);
  let latency = 0;
  const relay = createServer((client) => {
    const server = connect(Number(port), "127.0.0.1");
    client.on("data", (data) => setTimeout(() => server.write(data), latency));
    server.pipe(client);
    const hangUp = () => [client, server].map((socket) => socket.destroy());
    for (const socket of [client, server]) socket.on("close", hangUp).on("error", hangUp);
  }).listen(0, "127.0.0.1");
  await once(relay, "listening");

  process.on("message", (message) => {
    const command = Command.parse(message);
    latency = command.latency ?? latency;
    process.send?.({
      requests: emulator.requests.map(({ method, path, status }) => ({ method, path, status })),
    });
    if (command.forget) emulator.forgetRequests();
  });
  // The bench may be killed: nothing is left behind.
  process.on("disconnect", () => process.exit());
  process.send?.({
    cloudflare: emulator.cloudflareUrl,
    delayed: `http://127.0.0.1:${portOf(relay.address())}${pathname}`,
    appgate: emulator.appgateUrl,
  });
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("The relay has no TCP port.");
  return address.port;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
