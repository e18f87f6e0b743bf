import { randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { asError } from "../../provider/errors.js";
import { jsonOrNothing } from "../../provider/json-or-nothing.js";
import * as z from "../../provider/zod.js";
import { CommandError } from "../exit.js";
import { isIncomplete } from "../status/report.js";
import { SavedResult, type StackResult } from "./result.js";

/** What a run compares. Results of a run with another subject do not belong in the same file. */
export interface Subject {
  readonly backend: string;
  readonly undeclared: boolean;
}

/** The version of the file. It changes when results of an earlier version can no longer be read. */
const VERSION = 2;
const Head = z.strictObject({ fleet: z.literal(VERSION), backend: z.string(), undeclared: z.boolean() });
const NEW_LINE = 0x0a;

interface Position {
  readonly start: number;
  readonly length: number;
}

const NOWHERE: Position = { start: 0, length: 0 };

/**
 * Keeps the results of stacks in a file, one a line. Each is written when its stack is done, so a stopped run loses nothing, and memory use
 * does not grow with the results.
 */
export class Journal {
  private readonly positions = new Map<string, Position>();
  private end = 0;

  private constructor(
    private readonly name: string,
    private readonly descriptor: number,
  ) {}

  /** A journal for one run. Its file is already unlinked, so it disappears with the process. */
  static temporary(subject: Subject): Journal {
    const file = path.join(os.tmpdir(), `pulumi-risk-posture-${randomUUID()}.jsonl`);
    const journal = new Journal(file, createAt(file));
    fs.rmSync(file);
    journal.write({ fleet: VERSION, ...subject });
    return journal;
  }

  /** A journal that later runs continue. Only complete results in the file count; the other stacks are compared again. */
  static resumed(file: string, subject: Subject): Journal {
    const name = `--resume ${file}`;
    const journal = new Journal(name, openAt(file, name));
    journal.load(subject);
    return journal;
  }

  has(stack: string): boolean {
    return this.positions.has(stack);
  }

  append(result: StackResult): void {
    this.positions.set(result.stack, this.write(result));
  }

  read(stack: string): StackResult {
    const { start, length } = this.positions.get(stack) ?? NOWHERE;
    const line = Buffer.alloc(length);
    fs.readSync(this.descriptor, line, 0, length, start);
    const { success, data } = SavedResult.safeParse(jsonOrNothing(line.toString("utf8")));
    if (!success) {
      throw new CommandError(`${this.name} was changed while this run used it: begin with a new file.`);
    }
    return data;
  }

  /** The stored results of these stacks, one after another. */
  *resultsOf(stacks: readonly string[]): Generator<StackResult> {
    for (const stack of stacks.filter((each) => this.has(each))) {
      yield this.read(stack);
    }
  }

  close(): void {
    fs.closeSync(this.descriptor);
  }

  private write(value: object): Position {
    const line = Buffer.from(`${JSON.stringify(value)}\n`);
    const position = { start: this.end, length: line.length };
    try {
      // A killed run leaves a whole line or the beginning of one. A disk may accept only a part of the line at a time.
      for (let written = 0; written < line.length; ) {
        written += fs.writeSync(this.descriptor, line, written, line.length - written, this.end + written);
      }
    } catch (error) {
      throw new CommandError(`${this.name} cannot be written: ${asError(error).message}`);
    }
    this.end += line.length;
    return position;
  }

  private load(subject: Subject): void {
    const content = fs.readFileSync(this.descriptor);
    if (content.length === 0) {
      this.write({ fleet: VERSION, ...subject });
      return;
    }
    const [head, ...others] = wholeLinesOf(content);
    this.checkHead(textAt(content, head), subject);
    for (const [index, position] of others.entries()) {
      const { success, data } = SavedResult.safeParse(jsonOrNothing(textAt(content, position)));
      if (!success) {
        throw new CommandError(`${this.name} is damaged in line ${index + 2}: begin with a new file.`);
      }
      if (isComplete(data)) {
        this.positions.set(data.stack, position);
      }
    }
    // The rest after the last whole line is from a run that was killed while it wrote.
    const { start, length } = others.at(-1) ?? head ?? NOWHERE;
    this.end = start + length;
    fs.ftruncateSync(this.descriptor, this.end);
  }

  private checkHead(text: string, { backend, undeclared }: Subject): void {
    const head = Head.safeParse(jsonOrNothing(text));
    if (!head.success) {
      throw new CommandError(
        `${this.name} was not made by this version of the command: begin with a new file.`,
      );
    }
    if (head.data.backend !== backend) {
      throw new CommandError(
        `${this.name} holds stacks of ${head.data.backend}, not of ${backend}: give each backend a file of its own.`,
      );
    }
    if (head.data.undeclared !== undeclared) {
      throw new CommandError(
        `${this.name} was made ${undeclared ? "without" : "with"} --undeclared: ${undeclared ? "leave --undeclared out" : "add --undeclared"}, or begin with a new file.`,
      );
    }
  }
}

function createAt(file: string): number {
  try {
    return fs.openSync(file, "wx+", 0o600);
  } catch (error) {
    throw new CommandError(
      `The results cannot be kept in ${path.dirname(file)}: ${asError(error).message}. Set TMPDIR to another folder, or give --resume FILE.`,
    );
  }
}

function openAt(file: string, name: string): number {
  try {
    const { O_RDWR, O_CREAT } = fs.constants;
    return fs.openSync(file, O_RDWR | O_CREAT, 0o600);
  } catch (error) {
    throw new CommandError(`${name} cannot be opened: ${asError(error).message}`);
  }
}

/** The positions of the whole lines. */
function wholeLinesOf(content: Buffer): Position[] {
  const lines: Position[] = [];
  let start = 0;
  for (let at = content.indexOf(NEW_LINE); at >= 0; at = content.indexOf(NEW_LINE, start)) {
    lines.push({ start, length: at + 1 - start });
    start = at + 1;
  }
  return lines;
}

function textAt(content: Buffer, { start, length } = NOWHERE): string {
  return content.toString("utf8", start, start + length);
}

/** Whether the whole stack was compared, so that a later run can skip it. */
function isComplete(result: StackResult): boolean {
  return "report" in result && !isIncomplete(result.report);
}
