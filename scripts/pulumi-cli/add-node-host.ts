import { randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { isExecutable } from "./executables.js";
import { LANGUAGE_HOST } from "./find.js";
import type { FindOptions } from "./find-options.js";

const DYNAMIC_PROVIDER = "pulumi-resource-pulumi-nodejs";

/**
 * Copies the Node parts beside a `pulumi` that has none, so that the engine treats them as its own: it warns of parts that it finds only on
 * PATH. They are copies because the cache outlives the work tree.
 */
export function addStandIn(bin: string, { languageHost, sdk }: FindOptions): void {
  if (!isExecutable(path.join(bin, LANGUAGE_HOST)) || isStandIn(bin)) {
    for (const name of fs.readdirSync(languageHost)) {
      copy(path.join(languageHost, name), path.join(bin, name));
    }
  }
  const provider = path.join(bin, DYNAMIC_PROVIDER);
  if (!isExecutable(provider)) {
    copy(path.join(sdk, DYNAMIC_PROVIDER), provider);
  }
}

/** The vendor's host is a binary and has no script of that name beside it. */
function isStandIn(bin: string): boolean {
  return fs.existsSync(path.join(bin, "server.cjs"));
}

/** Replaces a file atomically, since another process may be using it, and only if it differs. */
function copy(from: string, to: string): void {
  const content = fs.readFileSync(from);
  if (fs.existsSync(to) && fs.readFileSync(to).equals(content)) {
    return;
  }
  const draft = `${to}.${randomUUID()}`;
  fs.writeFileSync(draft, content, { mode: 0o755 });
  fs.renameSync(draft, to);
}
