import { once } from "node:events";
import { defaultSeed, type Emulator, type Seed, startEmulator } from "../../emulator/index.js";
import { CommandError } from "../outcome.js";
import { count } from "../terminal/table.js";
import { seedFrom } from "./seed-file.js";

export interface EmulatorOptions {
  readonly port?: number;
  readonly seed?: string;
}

/** Serves until it is told to stop. Standard output is a file that a shell can read as it is. */
export async function emulate({ port = 0, seed: file }: EmulatorOptions): Promise<void> {
  const seed: Seed = { ...defaultSeed, ...(file === undefined ? {} : await seedFrom(file)) };
  const emulator = await start(seed, port);
  process.stdout.write(forTheShell(emulator, seed));
  process.stderr.write("Ctrl-C stops it.\n");
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  process.stderr.write(`Stopped after ${count(emulator.requests.length, "request")}.\n`);
  await emulator.close();
}

async function start(seed: Seed, port: number): Promise<Emulator> {
  try {
    return await startEmulator(seed, { port });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EADDRINUSE" || code === "EACCES") {
      const reason = code === "EACCES" ? "may not be used" : "is in use";
      throw new CommandError(`Port ${port} ${reason}: choose another one, or leave --port out.`);
    }
    throw error;
  }
}

function forTheShell(
  emulator: Emulator,
  { accounts = {}, zones = {}, tokens = {}, controller = {} }: Seed,
): string {
  const [token] = Object.keys(tokens);
  const [user] = Object.entries(controller.users ?? {});
  return [
    "# Cloudflare and Appgate SDP, emulated on this machine. Copy these lines into the shell in which you run pulumi.",
    `export CLOUDFLARE_BASE_URL=${emulator.cloudflareUrl}`,
    ...(token === undefined ? [] : [`export CLOUDFLARE_API_TOKEN=${shell(token)}`]),
    `export APPGATE_ADDRESS=${emulator.appgateUrl}`,
    ...(user === undefined
      ? []
      : [`export APPGATE_USERNAME=${shell(user[0])}`, `export APPGATE_PASSWORD=${shell(user[1].password)}`]),
    ...Object.keys(accounts).map((id) => `# account ${id}`),
    ...Object.keys(zones).map((id) => `# zone    ${id}`),
  ]
    .map((line) => `${line}\n`)
    .join("");
}

/** Quoted where a shell would take it for something else. */
function shell(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
