import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import net from "node:net";
import path from "node:path";
import { promisify } from "node:util";

const moduleOf = (name: string) =>
  JSON.stringify(path.join(__dirname, "..", "..", "provider", "engine", name));
const SCRIPT = `
  require(${moduleOf("engine-address.ts")}).startedByEngine();
  require(${moduleOf("engine-alive.ts")}).refuseWithoutEngine().then(() => console.log("writes"), (error) => console.log(error.message))`;

/** What a provider process does about a write, given the engine's address as its last argument. */
async function provider(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", "-e", SCRIPT, ...args]);
  return stdout.trim();
}

describe("A provider process", () => {
  it("writes while its engine listens, and nothing more once it is gone", async () => {
    const engine = net.createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
    await once(engine, "listening");
    const address = engine.address();
    assert.ok(address !== null && typeof address !== "string");
    const argument = `127.0.0.1:${address.port}`;
    assert.equal(await provider(argument), "writes");
    engine.close();
    await once(engine, "close");
    assert.match(await provider(argument), /The Pulumi engine that started this provider is gone/);
  });

  it("writes where nobody gave it an engine, as in a unit test", async () => {
    assert.equal(await provider(), "writes");
  });
});
