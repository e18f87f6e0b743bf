import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { EngineAddress } from "./address.js";
import { atExit } from "./end-of-run.js";

/** Milliseconds after which a folder that no process uses is taken for one of an operation that was killed. */
const A_DAY = 86_400_000;
/** Folders that one process looks at, at most: it has something else to do. The next one looks at the rest. */
const MOST_LOOKED_AT = 200;

/**
 * Makes this process's own file in the folder of an operation, and answers its path. Both are removed when they are not needed any more; what
 * killed processes have left, by a later operation. Throws where no file can be written.
 */
export function createOwnFile(address: EngineAddress): string {
  const all = privateFolder(os.tmpdir(), `pulumi-risk-posture-${process.getuid?.() ?? "user"}`);
  removeAbandoned(all);
  const folder = privateFolder(all, `${address.port}-${engineProcess()}`);
  const file = path.join(folder, `${process.pid}-${randomUUID()}`);
  removeIfEnded(filesBeside(file));
  fs.writeFileSync(file, "", { flag: "wx", mode: 0o600 });
  atExit(() => leave(file));
  return file;
}

/** The files of the other processes. */
export function filesBeside(file: string): string[] {
  return filesIn(path.dirname(file)).filter((other) => other !== file);
}

/** By the process id that the file's name begins with. */
export function isAlive(file: string): boolean {
  try {
    return process.kill(Number.parseInt(path.basename(file), 10), 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** A folder of this user that nobody else can write to. */
function privateFolder(parent: string, name: string): string {
  const folder = path.join(parent, name);
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (process.getuid !== undefined && fs.lstatSync(folder).uid !== process.getuid()) {
    throw new Error(`${folder} belongs to somebody else.`);
  }
  return folder;
}

/**
 * The process that started the one that started this: for the dynamic providers of an operation, which have a shell in between, the engine.
 * A plugin that is an executable on the PATH has none, and finds who started the engine: it shares no folder with a dynamic provider. 0
 * where it cannot be told.
 */
function engineProcess(): number {
  const { ppid } = process;
  try {
    // The process's name, in brackets, may hold anything.
    const [, parent] = /^\d+ \(.*\) \S (\d+) /s.exec(fs.readFileSync(`/proc/${ppid}/stat`, "utf8")) ?? [];
    return Number(parent);
  } catch {
    // Not on Linux.
    const { stdout } = spawnSync("ps", ["-o", "ppid=", "-p", String(ppid)], { encoding: "utf8" });
    return Number.parseInt(stdout, 10) || 0;
  }
}

/** What killed processes have left. Not at once: in a container the processes of another one, with the same folder, seem not to be there. */
function removeAbandoned(all: string): void {
  for (const folder of filesIn(all).slice(0, MOST_LOOKED_AT).filter(isOld)) {
    try {
      removeIfEnded(filesIn(folder));
    } catch {
      // It holds something else.
    }
    removeEmpty(folder);
  }
}

function isOld(folder: string): boolean {
  const changed = fs.statSync(folder, { throwIfNoEntry: false })?.mtimeMs;
  return changed !== undefined && Date.now() - changed > A_DAY;
}

/** Notes of which no process is alive are those of an earlier engine that had the same address. */
function removeIfEnded(files: readonly string[]): void {
  if (!files.some(isAlive)) {
    for (const file of files) {
      fs.rmSync(file, { force: true });
    }
  }
}

/** The process of this file ends. */
function leave(file: string): void {
  const others = filesBeside(file);
  if (others.some(isAlive)) {
    return;
  }
  removeIfEnded(others);
  fs.rmSync(file, { force: true });
  removeEmpty(path.dirname(file));
}

function removeEmpty(folder: string): void {
  try {
    fs.rmdirSync(folder);
  } catch {
    // Another process has just begun.
  }
}

function filesIn(folder: string): string[] {
  try {
    return fs.readdirSync(folder).map((name) => path.join(folder, name));
  } catch {
    // Somebody has cleaned up.
    return [];
  }
}
