import fs from "node:fs";
import path from "node:path";
import { PulumiProject } from "../../scripts/pulumi-project.js";
import { RemoteEmulator, TOKEN } from "../emulator/remote.js";
import type { Part } from "../part.js";
import { ids, KINDS, seed } from "../stacks/kinds.js";
import { Samples } from "../statistics.js";
import { spread } from "../words.js";

const ZONES = 500;
const ACCOUNTS = 4;
const PROGRAM = fs.readFileSync(path.join(__dirname, "../programs/posture.js"), "utf8");

const CONTESTANTS = ["set", "posture"] as const;
/** The life of a stack, in order. */
const LIFE = [
  ["first preview", ["preview"]],
  ["`up`", ["up", "--yes", "--skip-preview"]],
  ["unchanged `up`", ["up", "--yes", "--skip-preview"]],
  ["refresh", ["refresh", "--yes", "--skip-preview"]],
  ["destroy", ["destroy", "--yes", "--skip-preview"]],
] as const;

export const posture: Part = {
  name: "posture",
  about:
    "a RiskPosture of four accounts, each with a token and zones of its own, beside one set of the same zones",
  async measure({ rounds = 3, log }) {
    const samples = new Samples();
    for (let round = 0; round < rounds; round += 1) {
      for (const contestant of round % 2 === 0 ? CONTESTANTS : [...CONTESTANTS].reverse()) {
        await live(contestant, (name, seconds) => {
          log(`${contestant}: ${name} ${seconds.toFixed(1)} s`);
          samples.add(`${contestant} ${name}`, seconds);
        });
      }
    }
    const over = (name: string) => samples.ratio(`posture ${name}`, `set ${name}`);
    return {
      sections: [
        {
          title: `${ZONES} zones in ${ACCOUNTS} accounts`,
          columns: ["", "one FraudSettingsSet, s", "RiskPosture, s", "RiskPosture ÷ set"],
          rows: LIFE.map(([name]) => [
            name,
            ...CONTESTANTS.map((contestant) => spread(samples.figure(`${contestant} ${name}`), 1)),
            spread(over(name)),
          ]),
          note: "The posture has four RiskBehaviors and four sets, and four provider processes, since it has four tokens; the set has one.",
        },
      ],
      budgets: { posture: over("`up`") },
    };
  },
};

async function live(
  contestant: (typeof CONTESTANTS)[number],
  took: (name: string, seconds: number) => void,
): Promise<void> {
  const emulator = await RemoteEmulator.start(seed(ZONES));
  try {
    const declared = {
      accountIds: ids(ACCOUNTS),
      zoneIds: ids(ZONES),
      behaviors: KINDS.RiskBehaviors.declared.behaviors,
      fraud: KINDS.FraudSettings.declared,
    };
    const project = await PulumiProject.create({
      source: { "index.js": PROGRAM, "posture.json": JSON.stringify(declared) },
      env: {
        BENCH_CONTESTANT: contestant,
        CLOUDFLARE_BASE_URL: emulator.addresses.cloudflare,
        CLOUDFLARE_API_TOKEN: TOKEN,
      },
    });
    try {
      for (const [name, command] of LIFE) {
        const started = performance.now();
        await project.run([...command]);
        took(name, (performance.now() - started) / 1000);
      }
    } finally {
      await project.dispose();
    }
  } finally {
    await emulator.stop();
  }
}
