import { DRIFT_PATH } from "../../emulator/drift-endpoint.js";
import { counted } from "../../provider/grammar.js";
import * as z from "../../provider/zod.js";
import { CommandError } from "../exit.js";

type Tree = Readonly<Record<string, unknown>>;

/** Changes what is stored in the emulator that this shell's environment points to. */
export async function drift(changes: readonly string[]): Promise<void> {
  const body = changes.reduce(withChange, {});
  const url = new URL(DRIFT_PATH, emulatorAt(process.env["CLOUDFLARE_BASE_URL"]));
  const response = await post(url, body);
  if (!response.ok) {
    throw new CommandError(await reasonIn(response));
  }
  process.stdout.write(`Drifted: ${counted(changes.length, "value")}.\n`);
}

function withChange(tree: Tree, change: string): Tree {
  const { name, value } = /^(?<name>[^=]+)=(?<value>.*)$/s.exec(change)?.groups ?? {};
  if (name === undefined || value === undefined) {
    throw new CommandError(`${change} is no NAME=VALUE, such as zones.ID.user_profiles=disabled.`);
  }
  return withValue(tree, name.split("."), jsonOrText(value));
}

function withValue(tree: Tree, [name = "", ...rest]: readonly string[], value: unknown): Tree {
  const below = tree[name];
  const subtree = typeof below === "object" ? { ...below } : {};
  return { ...tree, [name]: rest.length === 0 ? value : withValue(subtree, rest, value) };
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function emulatorAt(baseUrl: string | undefined): string {
  if (baseUrl === undefined) {
    throw new CommandError(
      "CLOUDFLARE_BASE_URL is not set. Copy the lines that the emulator prints when it starts into this shell.",
    );
  }
  const host = URL.canParse(baseUrl) ? new URL(baseUrl).hostname : baseUrl;
  if (host !== "127.0.0.1" && host !== "localhost") {
    throw new CommandError(`CLOUDFLARE_BASE_URL leads to ${host}, which is no emulator on this machine.`);
  }
  return baseUrl;
}

async function post(url: URL, body: Tree): Promise<Response> {
  try {
    return await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    throw new CommandError(`There is no emulator at ${url.origin}, to which CLOUDFLARE_BASE_URL leads.`);
  }
}

const Problem = z.object({ message: z.string() });

async function reasonIn(response: Response): Promise<string> {
  const parsed = Problem.safeParse(await response.json().catch(() => undefined));
  return parsed.success
    ? parsed.data.message
    : `What answers at ${new URL(response.url).origin} is no emulator (HTTP ${response.status}).`;
}
