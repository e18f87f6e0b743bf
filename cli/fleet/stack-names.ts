import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { oneLine } from "../../provider/foreign-text.js";
import { sentence } from "../../provider/grammar.js";
import * as z from "../../provider/zod.js";
import type { Backend } from "../backend-url.js";
import { CommandError, messageOf } from "../exit.js";
import { contentOf, entriesIn } from "../input-file.js";
import { NoPulumiError, pulumi } from "../pulumi.js";
import { log } from "../terminal/log.js";

const List = z.array(z.object({ name: z.string() }));

/** The names of all stacks of a backend, including organization and project. */
export async function stacksOf(backend: Backend): Promise<string[]> {
  const names = await listed(backend);
  if (names.length === 0) {
    throw new CommandError(`There are no stacks in ${backend.shown}.`);
  }
  return names;
}

async function listed(backend: Backend): Promise<string[]> {
  try {
    const list = await pulumi(["stack", "ls", "--all", "--json", "--fully-qualify-stack-names"], {
      backend: backend.url,
    });
    return List.parse(JSON.parse(list)).map(({ name }) => name);
  } catch (error) {
    if (error instanceof NoPulumiError) {
      throw error;
    }
    const reason = sentence(oneLine(backend.redact(messageOf(error))));
    const names = await namesInFolder(backend.url);
    if (names.length === 0) {
      throw new CommandError(`${reason} Is --backend right? Without a list, name the stacks with --stacks.`);
    }
    // To list stacks, the CLI reads all checkpoints, and it fails at a damaged one.
    log(`${reason} The stacks are taken from the names of their files.`);
    return names;
  }
}

/** "organization/acme/prod" for ".pulumi/stacks/acme/prod.json". Empty if the backend is not a folder. */
async function namesInFolder(url: string): Promise<string[]> {
  const [, given] = /^file:\/\/([^?]*)/.exec(url) ?? [];
  if (given === undefined) {
    return [];
  }
  const folder = path.resolve(given.replace(/^~(?=\/|$)/, os.homedir()), ".pulumi", "stacks");
  const files = await fs.readdir(folder, { recursive: true }).catch(() => []);
  return files
    .flatMap((file) => {
      const [, project, stack] =
        /^([^/]+)\/([^/]+)\.json(?:\.gz)?$/.exec(file.replaceAll(path.sep, "/")) ?? [];
      return stack === undefined ? [] : [`organization/${project}/${stack}`];
    })
    .sort();
}

/** The names in a file, or from standard input for "-". */
export async function stacksIn(file: string): Promise<string[]> {
  const names = namesFrom(await contentOf(file, `--stacks ${file}`));
  if (names.length === 0) {
    throw new CommandError(`--stacks ${file} names no stack.`);
  }
  // Fails once here if the CLI is missing, not for each stack.
  await pulumi(["version"]);
  return names;
}

/** The names without repetitions. */
export function namesFrom(content: string): string[] {
  return [...new Set(entriesIn(content))];
}
