import fs from "node:fs";
import { z } from "zod";
import { type AccessSeed, startEmulator } from "../../emulator/index.js";

const Upstream = z.object({
  cloudflare: z.object({
    url: z.string(),
    token: z.string(),
    /** Ids that the tests may write to. The more there are, the more is tested at once. */
    accounts: z.array(z.string()).min(1),
    zones: z.array(z.string()).min(1),
  }),
  appgate: z.object({ url: z.string(), username: z.string(), password: z.string() }),
});

/** The servers that all faults stand before. */
export type Upstream = z.output<typeof Upstream> & { close(): Promise<void> };

const CELLS_AT_ONCE = 16;
const ids = (digit: string) =>
  Array.from({ length: 2 * CELLS_AT_ONCE }, (_, index) => digit + index.toString(16).padStart(31, "0"));
const seeded = <Seed>(all: readonly string[], seed: Seed) => Object.fromEntries(all.map((id) => [id, seed]));

/** Something that a lookup finds. */
const access: AccessSeed = {
  policies: [{ id: "block", decision: "deny", include: [{ group: { id: "risky" } }] }],
  applications: [{ id: "wiki", policies: ["block"] }],
  groups: [{ id: "risky", include: [{ user_risk_score: { user_risk_score: ["high"] } }] }],
};

/** The emulator, or any other servers that follow the contract: FAULTS_UPSTREAM is then a JSON file that names them as above. */
export async function openUpstream(): Promise<Upstream> {
  const file = process.env["FAULTS_UPSTREAM"];
  if (file !== undefined) {
    return { ...Upstream.parse(JSON.parse(fs.readFileSync(file, "utf8"))), close: async () => {} };
  }
  const [accounts, zones] = [ids("a"), ids("b")];
  const emulator = await startEmulator({ accounts: seeded(accounts, { access }), zones: seeded(zones, {}) });
  return {
    cloudflare: { url: emulator.cloudflareUrl, token: "emulator-token", accounts, zones },
    appgate: { url: emulator.appgateUrl, username: "admin", password: "emulator-password" },
    close: emulator.close,
  };
}
