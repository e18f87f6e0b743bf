import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { engineAddress } from "./address.js";
import { atExit } from "./shutdown.js";

/**
 * What the provider processes of one engine operation let each other know. The engine starts a process for each provider, and tells
 * none of the others; all they have in common is the engine, after which the folder is named in which each keeps a file: its port, which a
 * later engine may have again, and its process id.
 *
 * Notes never hold a value of a setting, which may be secret. Those of a process that has ended do not count.
 */
class OperationNotes {
  private file: string | undefined;
  private isOpen = false;

  /** Leaves a note for the others. */
  write(note: object): void {
    this.open();
    if (this.file !== undefined) {
      fs.appendFileSync(this.file, `${JSON.stringify(note)}\n`);
    }
  }

  /** The notes of all other processes that are alive, each process's in their order. */
  others(): unknown[][] {
    this.open();
    const { file } = this;
    if (file === undefined) {
      return [];
    }
    const folder = path.dirname(file);
    const names = fs.readdirSync(folder).filter((name) => name !== path.basename(file) && isAlive(name));
    return names.map((name) => notesIn(path.join(folder, name)));
  }

  /** Without an engine there is no operation; where no file can be written, each process knows of itself only. */
  private open(): void {
    const address = engineAddress();
    if (this.isOpen || address === undefined) {
      return;
    }
    this.isOpen = true;
    try {
      const folder = privateFolder(
        `pulumi-risk-posture-${os.userInfo().uid}`,
        `${address.port}-${engineProcess()}`,
      );
      const file = path.join(folder, `${process.pid}-${randomUUID()}`);
      fs.writeFileSync(file, "", { flag: "wx", mode: 0o600 });
      this.file = file;
      atExit(() => remove(file));
    } catch {
      this.file = undefined;
    }
  }
}

/** The notes of this process. */
export const operationNotes = new OperationNotes();

/** A folder of this user that nobody else can write to. */
function privateFolder(...names: readonly string[]): string {
  let folder = os.tmpdir();
  for (const name of names) {
    folder = path.join(folder, name);
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (process.getuid !== undefined && fs.lstatSync(folder).uid !== process.getuid()) {
      throw new Error(`${folder} belongs to somebody else.`);
    }
  }
  return folder;
}

/** The process that started the shell that started this one. The same for all providers of an operation; 0 where it cannot be told. */
function engineProcess(): number {
  const { ppid } = process;
  try {
    // The name, in brackets, may hold anything.
    const [, parent] = /^\d+ \(.*\) \S (\d+) /s.exec(fs.readFileSync(`/proc/${ppid}/stat`, "utf8")) ?? [];
    return Number(parent);
  } catch {
    // Not on Linux.
    const { stdout } = spawnSync("ps", ["-o", "ppid=", "-p", String(ppid)], { encoding: "utf8" });
    return Number.parseInt(stdout, 10) || 0;
  }
}

/** By the process id that a file's name begins with. */
function isAlive(name: string): boolean {
  try {
    return process.kill(Number.parseInt(name, 10), 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function notesIn(file: string): unknown[] {
  try {
    const lines = fs.readFileSync(file, "utf8").split("\n");
    // What stands after the last line break is still being written.
    return lines.slice(0, -1).map((line) => JSON.parse(line));
  } catch {
    // It has ended meanwhile.
    return [];
  }
}

function remove(file: string): void {
  fs.rmSync(file, { force: true });
  try {
    fs.rmdirSync(path.dirname(file));
  } catch {
    // Others are still there.
  }
}
