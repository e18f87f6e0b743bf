import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { engineAddress } from "./address.js";
import { atExit } from "./end-of-run.js";

/**
 * Notes that the provider processes of one engine operation leave for each other: the engine starts one for each provider. Each process
 * keeps a file in a folder that is named after the engine's port and, as a later engine may have that port again, its process id. The
 * last process removes the folder: at the end of a preview it still reads what those before it have left.
 *
 * Notes never hold a value of a setting, which may be secret.
 */
class OperationNotes {
  private file: string | undefined;
  private isOpen = false;
  private readonly read = new Map<string, NotesRead>();
  private seen: readonly ProcessNotes[] | undefined;

  /** Leaves a note for the others. */
  write(note: object): void {
    this.open();
    // Whoever looks after this must see what the others have written before it.
    this.seen = undefined;
    if (this.file === undefined) {
      return;
    }
    try {
      // On a line of its own, also where a full disk has let through a part of the one before.
      fs.appendFileSync(this.file, `\n${JSON.stringify(note)}\n`);
    } catch {
      // A full disk must not stop the operation: the others know a little less.
    }
  }

  /** What each of the other processes has left. Work that does not pause, as for each zone of a large set, looks once. */
  others(): readonly ProcessNotes[] {
    if (this.seen === undefined) {
      this.seen = this.look();
      queueMicrotask(() => {
        this.seen = undefined;
      });
    }
    return this.seen;
  }

  private look(): ProcessNotes[] {
    this.open();
    const { file } = this;
    return file === undefined
      ? []
      : siblingsOf(file).map((other) => ({
          file: other,
          isAlive: isAlive(other),
          notes: this.notesIn(other),
        }));
  }

  /** All notes of a file. Only what is new is read: a large program leaves one for each resource. */
  private notesIn(file: string): readonly unknown[] {
    const known = this.read.get(file) ?? { bytes: 0, notes: [] };
    this.read.set(file, known);
    const added = linesFrom(file, known.bytes);
    known.bytes += Buffer.byteLength(added);
    for (const line of added.split("\n")) {
      known.notes.push(...noteIn(line));
    }
    return known.notes;
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
        `pulumi-risk-posture-${process.getuid?.() ?? "user"}`,
        `${address.port}-${engineProcess()}`,
      );
      const file = path.join(folder, `${process.pid}-${randomUUID()}`);
      removeIfEnded(siblingsOf(file));
      fs.writeFileSync(file, "", { flag: "wx", mode: 0o600 });
      this.file = file;
      atExit(() => leave(file));
    } catch {
      this.file = undefined;
    }
  }
}

/** The note of a line, or none: a full disk, or a killed process, leaves a part of one. */
function noteIn(line: string): unknown[] {
  try {
    return line === "" ? [] : [JSON.parse(line)];
  } catch {
    return [];
  }
}

interface NotesRead {
  bytes: number;
  readonly notes: unknown[];
}

interface ProcessNotes {
  /** It names the process. */
  readonly file: string;
  readonly isAlive: boolean;
  /** In their order. */
  readonly notes: readonly unknown[];
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
    // The process's name, in brackets, may hold anything.
    const [, parent] = /^\d+ \(.*\) \S (\d+) /s.exec(fs.readFileSync(`/proc/${ppid}/stat`, "utf8")) ?? [];
    return Number(parent);
  } catch {
    // Not on Linux.
    const { stdout } = spawnSync("ps", ["-o", "ppid=", "-p", String(ppid)], { encoding: "utf8" });
    return Number.parseInt(stdout, 10) || 0;
  }
}

/** The files of the other processes. */
function siblingsOf(file: string): string[] {
  const folder = path.dirname(file);
  try {
    const names = fs.readdirSync(folder).filter((name) => name !== path.basename(file));
    return names.map((name) => path.join(folder, name));
  } catch {
    // Somebody has cleaned up.
    return [];
  }
}

/** By the process id that the file's name begins with. */
function isAlive(file: string): boolean {
  try {
    return process.kill(Number.parseInt(path.basename(file), 10), 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** The whole lines of a file from a byte on: what stands after the last line break is still being written. */
function linesFrom(file: string, start: number): string {
  let handle: number | undefined;
  try {
    handle = fs.openSync(file, "r");
    const buffer = Buffer.alloc(Math.max(0, fs.fstatSync(handle).size - start));
    const bytes = fs.readSync(handle, buffer, 0, buffer.length, start);
    return buffer.subarray(0, buffer.subarray(0, bytes).lastIndexOf("\n") + 1).toString();
  } catch {
    // The last process has removed it meanwhile.
    return "";
  } finally {
    if (handle !== undefined) {
      fs.closeSync(handle);
    }
  }
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
  const others = siblingsOf(file);
  if (others.some(isAlive)) {
    return;
  }
  removeIfEnded(others);
  fs.rmSync(file, { force: true });
  try {
    fs.rmdirSync(path.dirname(file));
  } catch {
    // Another one has just begun.
  }
}
