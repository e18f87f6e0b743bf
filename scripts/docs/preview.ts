import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { startEmulator } from "../../emulator/index.js";
import { PulumiProject } from "../pulumi-project.js";

const ACCOUNT = "699d98642c564d2e855e9661899b7252";
const ZONE = "023e105f4ecef8ad9ca31a8372d0c353";
/** The CLI draws its table only if it fits on the screen. */
const ROWS = 50;
const TOKEN = "token-for-the-emulator-only";

/** Settings that somebody made by hand before Pulumi. */
const SEED = {
  accounts: {
    [ACCOUNT]: {
      behaviors: {
        imp_travel: { enabled: true, risk_level: "low" },
        high_dlp: { enabled: false, risk_level: "medium" },
      },
    },
  },
  zones: { [ZONE]: { user_profiles: "disabled" } },
  tokens: { [TOKEN]: { permissions: ["Zero Trust Write", "Fraud Detection Write"] } },
} as const;

/** Provides a project with the first program of the README. */
export async function withReadmeProgram<T>(use: (project: PulumiProject) => Promise<T>): Promise<T> {
  const emulator = await startEmulator(SEED);
  try {
    const project = await PulumiProject.create({
      name: "posture",
      source: { "index.ts": readmeProgram() },
      config: { accountId: ACCOUNT, zoneId: ZONE, "cloudflare:baseUrl": emulator.cloudflareUrl },
      env: { CLOUDFLARE_API_TOKEN: TOKEN },
    });
    return await use(project).finally(() => project.dispose());
  } finally {
    await emulator.close();
  }
}

/** The bytes that `pulumi preview` writes to a terminal. `script`, of util-linux, provides the terminal. */
export function previewInTerminal({ cli, directory, env }: PulumiProject, columns: number): Promise<string> {
  const command = `stty cols ${columns} rows ${ROWS} && "$0" preview`;
  const typed = ["--quiet", "--return", "--command", `sh -c '${command}' '${cli.path}'`, "/dev/null"];
  const terminal = spawn("script", typed, { cwd: directory, env, stdio: ["ignore", "pipe", "inherit"] });
  let bytes = "";
  terminal.stdout.setEncoding("utf8").on("data", (text: string) => {
    bytes += text;
  });
  return new Promise((resolve, reject) => {
    terminal.once("error", reject);
    terminal.once("close", (code) =>
      code === 0 ? resolve(bytes) : reject(new Error(`pulumi preview failed:\n${bytes}`)),
    );
  });
}

function readmeProgram(): string {
  const readme = fs.readFileSync(path.join(__dirname, "..", "..", "README.md"), "utf8");
  const [, program] = /^```ts\n(.*?)^```$/ms.exec(readme) ?? [];
  if (program === undefined) {
    throw new Error("README.md has no program.");
  }
  return program;
}
