import path from "node:path";
import { type Emulator, startEmulator } from "../emulator/index.js";
import { Narrator } from "./demo/narrator.js";
import { Story } from "./demo/story.js";
import { PulumiProject } from "./pulumi-project.js";

const ACCOUNT = "699d98642c564d2e855e9661899b7252";
const ZONE = "023e105f4ecef8ad9ca31a8372d0c353";
const TOKEN = "demo-token-for-the-emulator-only";

/** Settings that somebody made by hand before Pulumi. Destroy has to give them back. */
const SEED = {
  accounts: {
    [ACCOUNT]: {
      behaviors: { imp_travel: { enabled: true, risk_level: "low" }, sentinel_one: { enabled: true } },
    },
  },
  zones: { [ZONE]: { username_expressions: ['lookup_json_string(http.request.body.raw, "user")'] } },
  tokens: { [TOKEN]: { permissions: ["Zero Trust Write", "Fraud Detection Write"] } },
} as const;

async function main(): Promise<void> {
  const narrator = new Narrator();
  narrator.title(
    "Pulumi on an emulator of Cloudflare and Appgate SDP. Nothing leaves this machine, nothing stays on it.",
  );
  const emulator = await startEmulator(SEED);
  try {
    await runStory(emulator, narrator);
  } finally {
    await emulator.close();
  }
  narrator.title("Everything was as promised.");
}

async function runStory(emulator: Emulator, narrator: Narrator): Promise<void> {
  const project = await PulumiProject.create({
    program: path.join(__dirname, "..", "examples", "quickstart"),
    config: {
      accountId: ACCOUNT,
      zoneId: ZONE,
      "cloudflare:apiToken": { secret: TOKEN },
      "cloudflare:baseUrl": emulator.cloudflareUrl,
      "appgate:address": emulator.appgateUrl,
      "appgate:username": "admin",
      "appgate:password": { secret: "emulator-password" },
    },
  });
  try {
    const story = new Story(emulator, project, narrator, { account: ACCOUNT, zone: ZONE, token: TOKEN });
    await story.preview();
    await story.deploy();
    await story.deployAgain();
    await story.drift();
    await story.repair();
    narrator.title("The risk model of Appgate SDP, read by the same program");
    narrator.show(String((await project.outputs())["riskModel"]));
    await story.destroy();
  } finally {
    await project.dispose();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
