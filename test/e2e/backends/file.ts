import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Backend, StateStore } from "./backend.js";
import { nothingInTheWay } from "./backend.js";

/** Stores the state in files in a temporary directory. */
export const file: Backend = { scheme: "file", obstacle: nothingInTheWay, start };

async function start(): Promise<StateStore> {
  const directory = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "pulumi-state-"));
  return {
    url: `file://${directory}`,
    env: {},
    password: undefined,
    stored: async () =>
      fs
        .readdirSync(directory, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => fs.readFileSync(path.join(entry.parentPath, entry.name), "utf8"))
        .join("\n"),
    writes: nothingInTheWay,
    stop: () => fs.promises.rm(directory, { recursive: true }),
  };
}
