import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import net from "node:net";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { type Emulator, fault, startEmulator } from "../../emulator/index.js";
import { Empty, grpc, messages, ProviderClient, Struct } from "../../plugin/grpc.js";
import { ZONE } from "../support/ids.js";
import { until } from "../support/processes.js";

const MAIN = path.join(__dirname, "..", "..", "dist", "plugin", "main.js");

describe("The process of the plugin", () => {
  let emulator: Emulator;
  let engine: net.Server;
  const sockets = new Set<net.Socket>();
  let plugin: ChildProcess;
  let client: InstanceType<typeof ProviderClient>;

  beforeEach(async () => {
    emulator = await startEmulator();
    engine = net.createServer((socket) => void sockets.add(socket.on("error", () => undefined)));
    engine.listen(0, "127.0.0.1");
    await once(engine, "listening");
    const address = engine.address();
    assert.ok(address !== null && typeof address !== "string");
    const child = spawn(process.execPath, [MAIN, `127.0.0.1:${address.port}`], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    plugin = child;
    const [port] = await once(createInterface({ input: child.stdout }), "line");
    client = new ProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
    const args = Struct.fromJavaScript({ apiToken: "emulator-token", baseUrl: emulator.cloudflareUrl });
    await new Promise((resolve, reject) =>
      client.configure(new messages.ConfigureRequest().setArgs(args), (error, answer) =>
        error === null ? resolve(answer) : reject(error),
      ),
    );
  });
  afterEach(async () => {
    client.close();
    plugin.kill("SIGKILL");
    engine.close();
    await emulator.close();
  });

  const urn = "urn:pulumi:dev::shop::risk-posture:index:FraudSettings::shop";
  const create = (): Promise<string> => {
    const properties = Struct.fromJavaScript({ zoneId: ZONE, userProfiles: "enabled" });
    const request = new messages.CreateRequest().setUrn(urn).setProperties(properties);
    return new Promise((resolve, reject) =>
      client.create(request, (error, answer) => (error === null ? resolve(answer.getId()) : reject(error))),
    );
  };

  it("goes on after it was asked what it is, a message as empty as the one that cancels", async () => {
    await new Promise((resolve, reject) =>
      client.getPluginInfo(new Empty(), (error, answer) =>
        error === null ? resolve(answer) : reject(error),
      ),
    );
    assert.equal(await create(), ZONE);
  });

  it("stops an import that waits for the rate limit where the engine cancels", async () => {
    emulator.faults.add(fault.tooManyRequests({ retryAfter: 120 }));
    const imported = new Promise((resolve, reject) =>
      client.read(new messages.ReadRequest().setUrn(urn).setId(ZONE), (error, answer) =>
        error === null ? resolve(answer) : reject(error),
      ),
    );
    const refused = assert.rejects(imported, /Cloudflare's rate limit is reached/);
    await until(() => emulator.requests.length === 1);
    await new Promise((resolve) => client.cancel(new Empty(), resolve));
    await refused;
  });

  it("ends after its engine was killed, and not in the middle of an operation", async () => {
    const ended = once(plugin, "exit");
    emulator.faults.before = async ({ method }) => {
      if (method === "PUT") {
        engine.close();
        for (const socket of sockets) {
          socket.destroy();
        }
        // Twice as long as between two looks at the engine.
        await setTimeout(4_000);
      }
    };
    assert.equal(await create(), ZONE);
    assert.deepEqual(await ended, [0, null]);
  });
}).timeout(60_000);
