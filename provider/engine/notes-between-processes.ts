import fs from "node:fs";
import { asError } from "../errors.js";
import { getOrInsert } from "../memoize.js";
import { engineAddress } from "./engine-address.js";
import { log } from "./log.js";
import { createOwnFile, filesBeside, isAlive } from "./operation-folder.js";

/**
 * Notes that the provider processes of one engine operation leave for each other: the engine starts one for each provider. Each process
 * keeps a file in a folder. The folder is named after the engine's port and, since a later engine may have the same port, its process id.
 * The last process removes the folder: at the end of a preview, it still reads the notes of those before it.
 *
 * Notes never hold a value of a setting, which may be secret.
 */
class OperationNotes {
  private file: string | undefined;
  private isOpen = false;
  private isIncomplete = false;
  private readonly read = new Map<string, NotesRead>();
  private seen: readonly ProcessNotes[] | undefined;

  /** Leaves a note for the others. */
  write(note: object): void {
    // A look after this must see all notes that others wrote before it.
    this.seen = undefined;
    const file = this.ownFile();
    if (file === undefined) {
      return;
    }
    try {
      // On a line of its own, even if a full disk has cut off the note before.
      withSecondTry(() => fs.appendFileSync(file, `\n${JSON.stringify(note)}\n`));
    } catch (error) {
      // A full disk must not stop the operation: the others know a little less.
      if (!this.isIncomplete) {
        this.isIncomplete = true;
        log({ text: unwritten(error), severity: "warning" });
      }
    }
  }

  /** The notes of each other process. Work that does not pause, as for each zone of a large set, reads them once. */
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
    const file = this.ownFile();
    return file === undefined
      ? []
      : filesBeside(file).map((other) => ({
          file: other,
          isAlive: isAlive(other),
          notes: this.notesIn(other),
        }));
  }

  /** All notes of a file. Only what is new is read: a large program leaves one for each resource. */
  private notesIn(file: string): readonly unknown[] {
    const known = getOrInsert(this.read, file, () => ({ bytes: 0, notes: [] }));
    const added = linesFrom(file, known.bytes);
    known.bytes += added.length;
    for (const line of added.toString().split("\n")) {
      known.notes.push(...noteIn(line));
    }
    return known.notes;
  }

  /** This process's file. Undefined without an engine: there is no operation then. */
  private ownFile(): string | undefined {
    const address = engineAddress();
    if (!this.isOpen && address !== undefined) {
      this.isOpen = true;
      try {
        // Another process that ends may remove the empty folder before the file is created.
        this.file = withSecondTry(() => createOwnFile(address));
      } catch {
        // No file can be written: each process knows only about itself.
      }
    }
    return this.file;
  }
}

/** Runs work, and once more if it fails. */
function withSecondTry<T>(work: () => T): T {
  try {
    return work();
  } catch {
    return work();
  }
}

function unwritten(error: unknown): string {
  return (
    `The provider processes of this run could not exchange all notes, because a temporary file could not be written (${asError(error).message}). ` +
    "A setting that moves between resources of two providers may be given back by this run. Afterwards, run pulumi up --refresh."
  );
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

/** The complete lines of a file from a byte on: text after the last line break is still being written. */
function linesFrom(file: string, start: number): Buffer {
  let handle: number | undefined;
  try {
    handle = fs.openSync(file, "r");
    const buffer = Buffer.alloc(Math.max(0, fs.fstatSync(handle).size - start));
    const bytes = fs.readSync(handle, buffer, 0, buffer.length, start);
    return buffer.subarray(0, buffer.subarray(0, bytes).lastIndexOf("\n") + 1);
  } catch {
    // The last process has removed it meanwhile.
    return Buffer.alloc(0);
  } finally {
    if (handle !== undefined) {
      fs.closeSync(handle);
    }
  }
}
