import { randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { jsonOrNothing } from "../../provider/json-or-nothing.js";
import * as z from "../../provider/zod.js";
import { CommandError } from "../exit.js";
import { isComplete, SavedResult, type StackResult } from "./result.js";

/** What a run is about: the results of another one do not belong into the same file. */
export interface Subject {
  readonly backend: string;
  readonly undeclared: boolean;
}

const Head = z.strictObject({ fleet: z.literal(1), backend: z.string(), undeclared: z.boolean() });
const NEW_LINE = 0x0a;

interface Position {
  readonly start: number;
  readonly length: number;
}

const NOWHERE: Position = { start: 0, length: 0 };

/**
 * The results of stacks in a file, one in a line, each written when the stack is done: nothing is lost if the run is stopped, and memory
 * does not grow with what they say.
 */
export class Journal {
  private readonly positions = new Map<string, Position>();
  private end = 0;

  private constructor(
    private readonly name: string,
    private readonly descriptor: number,
  ) {}

  /** For one run. The file has no name any more, so it goes when the process does. */
  static temporary(subject: Subject): Journal {
    const file = path.join(os.tmpdir(), `pulumi-risk-posture-${randomUUID()}.jsonl`);
    const journal = new Journal(file, fs.openSync(file, "wx+", 0o600));
    fs.rmSync(file);
    journal.write({ fleet: 1, ...subject });
    return journal;
  }

  /** A file that later runs go on with. Of the results that it has already only the complete ones count; the others are to be made again. */
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

  /** What it has of these stacks, one after another. */
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
      // A run that is killed leaves a whole line, or the beginning of one. A disk may take a part at a time.
      for (let written = 0; written < line.length; ) {
        written += fs.writeSync(this.descriptor, line, written, line.length - written, this.end + written);
      }
    } catch (error) {
      throw new CommandError(`${this.name} cannot be written: ${reasonOf(error)}`);
    }
    this.end += line.length;
    return position;
  }

  private load(subject: Subject): void {
    const content = fs.readFileSync(this.descriptor);
    if (content.length === 0) {
      this.write({ fleet: 1, ...subject });
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
    // What is behind the last whole line was being written when a run was killed.
    const { start, length } = others.at(-1) ?? head ?? NOWHERE;
    this.end = start + length;
    fs.ftruncateSync(this.descriptor, this.end);
  }

  private checkHead(text: string, { backend, undeclared }: Subject): void {
    const head = Head.safeParse(jsonOrNothing(text));
    if (!head.success) {
      throw new CommandError(
        `${this.name} was not made by this version of the command: give it a file of its own.`,
      );
    }
    if (head.data.backend !== backend) {
      throw new CommandError(
        `${this.name} holds stacks of ${head.data.backend}, not of ${backend}: give each backend a file of its own.`,
      );
    }
    if (head.data.undeclared !== undeclared) {
      throw new CommandError(
        `${this.name} was made ${undeclared ? "without" : "with"} --undeclared: begin with a new file, or do as then.`,
      );
    }
  }
}

function openAt(file: string, name: string): number {
  try {
    const { O_RDWR, O_CREAT } = fs.constants;
    return fs.openSync(file, O_RDWR | O_CREAT, 0o600);
  } catch (error) {
    throw new CommandError(`${name} cannot be opened: ${reasonOf(error)}`);
  }
}

/** Where the whole lines are. */
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

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
