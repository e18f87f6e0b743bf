// Requests per second and CPU time per request of one client, alone in its process. Arguments: the client, the method, how many
// requests are under way at once, and the base URL.
const http = require("node:http");
const Cloudflare = require("cloudflare");
// As they are shipped: what runs TypeScript makes each import() of node-fetch expensive.
const { CloudflareClient } = require("../../dist/provider/cloudflare/client.js");
const { readSettings, writeSettings } = require("../../dist/provider/fraud-settings/api.js");

/** Milliseconds. */
const WARM_UP = 3_000;
const TIME = 3_000;

const EXPRESSIONS = ['http.request.body.form["username"][0]'];

const token = process.env.CLOUDFLARE_API_TOKEN;
const zones = JSON.parse(process.env.BENCH_ZONES);

const clients = { ours, sdk, bare };

function ours(baseUrl) {
  const client = new CloudflareClient({ credentials: { apiToken: token }, baseUrl: new URL(baseUrl) });
  return {
    get: (zoneId) => readSettings(client, zoneId),
    put: (zoneId) =>
      writeSettings(client, zoneId, { userProfiles: "enabled", usernameExpressions: EXPRESSIONS }),
  };
}

function sdk(baseURL) {
  const { fraud } = new Cloudflare({ apiToken: token, baseURL });
  return {
    get: (zone_id) => fraud.get({ zone_id }),
    put: (zone_id) => fraud.update({ zone_id, user_profiles: "enabled", username_expressions: EXPRESSIONS }),
  };
}

/** The least that one can do with node-fetch. */
async function bare(baseUrl) {
  const { default: fetch } = await import("node-fetch");
  const agent = new http.Agent({ keepAlive: true });
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
  const address = (zoneId) => `${baseUrl}/zones/${zoneId}/fraud_detection/settings`;
  const body = JSON.stringify({ user_profiles: "enabled", username_expressions: EXPRESSIONS });
  return {
    get: async (zoneId) => (await fetch(address(zoneId), { agent, headers })).json(),
    put: async (zoneId) => (await fetch(address(zoneId), { agent, headers, method: "PUT", body })).json(),
  };
}

async function main() {
  const [name, method, concurrency, baseUrl] = process.argv.slice(2);
  const client = await clients[name](baseUrl);
  let next = 0;
  const run = async (milliseconds) => {
    const end = performance.now() + milliseconds;
    let done = 0;
    const work = async () => {
      while (performance.now() < end) {
        const zone = zones[next++ % zones.length];
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
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
