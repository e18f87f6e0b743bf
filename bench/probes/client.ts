// Requests per second and CPU time per request of one client, alone in its process. Arguments: the client, the method, how many
// requests are under way at once, and the base URL.
import http from "node:http";
import Cloudflare from "cloudflare";
import { CloudflareClient } from "../../provider/cloudflare/client.js";
import { readSettings, writeSettings } from "../../provider/fraud-settings/api.js";
import { TOKEN } from "../emulator/remote.js";
import { ids } from "../stacks/kinds.js";

/** Milliseconds. */
const WARM_UP = 700;
const TIME = 2_000;

const EXPRESSIONS = ['http.request.body.form["username"][0]'];

interface Client {
  get(zoneId: string): Promise<unknown>;
  put(zoneId: string): Promise<unknown>;
}

const CLIENTS: Readonly<Record<string, (baseUrl: string) => Client | Promise<Client>>> = { ours, sdk, bare };

function ours(baseUrl: string): Client {
  const client = new CloudflareClient({ credentials: { apiToken: TOKEN }, baseUrl: new URL(baseUrl) });
  return {
    get: (zoneId) => readSettings(client, zoneId),
    put: (zoneId) =>
      writeSettings(client, zoneId, { userProfiles: "enabled", usernameExpressions: EXPRESSIONS }),
  };
}

function sdk(baseURL: string): Client {
  const { fraud } = new Cloudflare({ apiToken: TOKEN, baseURL });
  return {
    get: (zone_id) => fraud.get({ zone_id }),
    put: (zone_id) => fraud.update({ zone_id, user_profiles: "enabled", username_expressions: EXPRESSIONS }),
  };
}

/** The least that one can do with node-fetch. */
async function bare(baseUrl: string): Promise<Client> {
  const { default: fetch } = await import("node-fetch");
  const agent = new http.Agent({ keepAlive: true });
  const headers = { Authorization: `Bearer ${TOKEN}`, "Content-Type": "application/json" };
  const address = (zoneId: string) => `${baseUrl}/zones/${zoneId}/fraud_detection/settings`;
  const body = JSON.stringify({ user_profiles: "enabled", username_expressions: EXPRESSIONS });
  return {
    get: async (zoneId) => (await fetch(address(zoneId), { agent, headers })).json(),
    put: async (zoneId) => (await fetch(address(zoneId), { agent, headers, method: "PUT", body })).json(),
  };
}

async function main(): Promise<void> {
  const [name = "", method = "", concurrency = "", baseUrl = ""] = process.argv.slice(2);
  const client = await CLIENTS[name]?.(baseUrl);
  if (client === undefined) throw new Error(`There is no client ${name}.`);
  const zones = ids(100);
  let next = 0;
  const run = async (milliseconds: number): Promise<number> => {
    const end = performance.now() + milliseconds;
    let done = 0;
    const work = async () => {
      while (performance.now() < end) {
        const zone = zones[next++ % zones.length] ?? "";
        await (method === "GET" ? client.get(zone) : client.put(zone));
        done += 1;
      }
    };
    await Promise.all(Array.from({ length: Number(concurrency) }, work));
    return done;
  };
  await run(WARM_UP);
  const before = { cpu: process.cpuUsage(), time: performance.now() };
  const done = await run(TIME);
  const cpu = process.cpuUsage(before.cpu);
  const seconds = (performance.now() - before.time) / 1000;
  console.log(JSON.stringify({ rate: done / seconds, cpu: (cpu.user + cpu.system) / done }));
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
