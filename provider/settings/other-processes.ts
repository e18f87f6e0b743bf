import { setTimeout as sleep } from "node:timers/promises";
import { operationNotes } from "../engine/operation-notes.js";
import * as z from "../zod.js";

/** Milliseconds for which a resource waits for another process that gives back settings of its account or zone: a write may be repeated. */
const LONGEST_WRITE = 60_000;
const POLL = 20;

const Note = z.union([
  z.object({ declares: z.object({ type: z.string(), id: z.string(), settings: z.array(z.string()) }) }),
  z.object({ gives: z.string() }),
  z.object({ gave: z.string() }),
]);

/**
 * What provider processes of one run let each other know of one kind of settings: the engine starts a process for each explicit provider, and
 * two of them may have to do with the same account or zone. Whoever gives something back says so first and looks then who declares it;
 * whoever comes to manage something says so first and looks then who gives back. So one of the two always sees the other.
 */
export class OtherProcesses {
  /** @param type The kind of resource. */
  constructor(private readonly type: string) {}

  /** A resource of this process declares these settings. */
  tellOf(id: string, settings: readonly string[]): void {
    operationNotes.write({ declares: { type: this.type, id, settings } });
  }

  /** The settings that each resource of another process declares. */
  declared(id: string): string[][] {
    return notes()
      .flat()
      .flatMap((note) =>
        "declares" in note && note.declares.type === this.type && note.declares.id === id
          ? [note.declares.settings]
          : [],
      );
  }

  /** Gives back settings while the others know of it. */
  async giving<T>(id: string, work: () => Promise<T>): Promise<T> {
    const key = `${this.type} ${id}`;
    operationNotes.write({ gives: key });
    try {
      return await work();
    } finally {
      operationNotes.write({ gave: key });
    }
  }

  /** Waits until no other process is giving back settings of this account or zone. Answers whether one has. */
  async haveGiven(id: string): Promise<boolean> {
    const key = `${this.type} ${id}`;
    const end = Date.now() + LONGEST_WRITE;
    for (;;) {
      const all = notes();
      const begun = all.map((of) => of.filter((note) => "gives" in note && note.gives === key).length);
      const ended = all.map((of) => of.filter((note) => "gave" in note && note.gave === key).length);
      if (begun.every((count, index) => count === ended[index]) || Date.now() > end) {
        return begun.some((count) => count > 0);
      }
      await sleep(POLL);
    }
  }
}

/** The notes of each other process. */
function notes(): z.output<typeof Note>[][] {
  return operationNotes.others().map((of) => of.flatMap((note) => Note.safeParse(note).data ?? []));
}
