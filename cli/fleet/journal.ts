import { randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import * as z from "../../provider/zod.js";
import { CommandError } from "../outcome.js";
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

  /** A file that later runs go on with. Answers also the complete results that it has already; the others are to be made again. */
  static resumed(file: string, subject: Subject): { journal: Journal; results: StackResult[] } {
    const name = `--resume ${file}`;
    const journal = new Journal(name, openAt(file, name));
    return { journal, results: journal.load(subject) };
  }

  has(stack: string): boolean {
    return this.positions.has(stack);
  }

  append(result: StackResult): void {
    this.positions.set(result.stack, this.write(result));
  }

  read(stack: string): StackResult {
    const { start, length } = this.positions.get(stack) ?? { start: 0, length: 0 };
    const line = Buffer.alloc(length);
    fs.readSync(this.descriptor, line, 0, length, start);
    return SavedResult.parse(JSON.parse(line.toString("utf8")));
  }

  close(): void {
    fs.closeSync(this.descriptor);
  }

  private write(value: object): Position {
    const line = Buffer.from(`${JSON.stringify(value)}\n`);
    const position = { start: this.end, length: line.length };
    try {
      // In one piece: a run that is killed leaves a whole line, or the beginning of one.
      fs.writeSync(this.descriptor, line, 0, line.length, this.end);
    } catch (error) {
      throw new CommandError(`${this.name} cannot be written: ${reasonOf(error)}`);
    }
    this.end += line.length;
    return position;
  }

  private load(subject: Subject): StackResult[] {
    const content = fs.readFileSync(this.descriptor);
    if (content.length === 0) {
      this.write({ fleet: 1, ...subject });
      return [];
    }
    const lines = linesOf(content);
    const [first, ...others] = lines;
    this.checkHead(first?.text ?? "", subject);
    const results = others.map(({ text, ...position }, index) => {
      const result = SavedResult.safeParse(jsonOrNothing(text));
      if (!result.success) {
        throw new CommandError(`${this.name} is damaged in line ${index + 2}: begin with a new file.`);
      }
      return { result: result.data, position };
    });
    // What is behind the last whole line was being written when a run was killed.
    this.end = lines.reduce((end, { start, length }) => Math.max(end, start + length), 0);
    fs.ftruncateSync(this.descriptor, this.end);
    const complete = results.filter(({ result }) => isComplete(result));
    for (const { result, position } of complete) {
      this.positions.set(result.stack, position);
    }
    return complete.map(({ result }) => result);
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

/** The whole lines, each with its position. */
function linesOf(content: Buffer): (Position & { readonly text: string })[] {
  const lines: (Position & { readonly text: string })[] = [];
  let start = 0;
  for (let at = content.indexOf(NEW_LINE); at >= 0; at = content.indexOf(NEW_LINE, start)) {
    lines.push({ start, length: at + 1 - start, text: content.toString("utf8", start, at) });
    start = at + 1;
  }
  return lines;
}

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
