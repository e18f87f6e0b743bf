import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { atExit } from "./end-of-run.js";
import type { EngineAddress } from "./engine-address.js";

/** Milliseconds after which a folder that no process uses is taken for one of an operation that was killed. */
const A_DAY = 86_400_000;
/** The most folders that one process looks at, to save time. Those that it removes make room for others the next time. */
const MOST_LOOKED_AT = 200;

/**
 * Creates this process's own file in the folder of an operation, and returns its path. Both are removed when they are no longer needed; a
 * later operation removes the files of killed processes. Throws if no file can be written.
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

/** Whether the process is alive whose id the file's name begins with. */
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
 * The id of the parent's parent process. For a dynamic provider this is the engine, with a shell in between. An executable plugin on the
 * PATH has no such shell, and finds the process that started the engine: it shares no folder with a dynamic provider. 0 if it is not known.
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

/** Removes the files of killed processes, but only old ones: a process in another container that shares the folder seems dead. */
function removeAbandoned(all: string): void {
  for (const folder of filesIn(all).slice(0, MOST_LOOKED_AT).filter(isOld)) {
    try {
      removeIfEnded(filesIn(folder));
    } catch {
      // The folder holds something else.
    }
    removeEmpty(folder);
  }
}

function isOld(folder: string): boolean {
  const changed = fs.statSync(folder, { throwIfNoEntry: false })?.mtimeMs;
  return changed !== undefined && Date.now() - changed > A_DAY;
}

/** Removes notes if none of their processes is alive: they are of an earlier engine with the same address. */
function removeIfEnded(files: readonly string[]): void {
  if (!files.some(isAlive)) {
    for (const file of files) {
      fs.rmSync(file, { force: true });
    }
  }
}

/** Cleans up when this process ends. Only the last process removes the files and the folder. */
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
