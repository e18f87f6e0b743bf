import { setTimeout as sleep } from "node:timers/promises";
import { operationNotes } from "../engine/operation-notes.js";
import { timeouts } from "../http/timeouts.js";
import * as z from "../zod.js";

/** Milliseconds for which a resource waits for another process that gives back settings of its account or zone: as long as a write may take. */
const LONGEST_WRITE = timeouts.rateLimit + timeouts.deadline;
const POLL = 20;

const Note = z.union([
  z.object({
    declares: z.object({ type: z.string(), id: z.string(), urn: z.string(), settings: z.array(z.string()) }),
  }),
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
  tellOf(id: string, urn: string, settings: readonly string[]): void {
    operationNotes.write({ declares: { type: this.type, id, urn, settings } });
  }

  /** The settings that each resource of another process declares. */
  declared(id: string): string[][] {
    const notes = notesOfOthers().flatMap((other) => other.notes);
    const declared = notes.flatMap((note) =>
      "declares" in note && note.declares.type === this.type && note.declares.id === id
        ? [note.declares]
        : [],
    );
    // A resource that is replaced is checked more than once.
    return [...new Map(declared.map(({ urn, settings }) => [urn, settings])).values()];
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
      const others = notesOfOthers().map(({ isAlive, notes }) => ({
        isAlive,
        begun: notes.filter((note) => "gives" in note && note.gives === key).length,
        ended: notes.filter((note) => "gave" in note && note.gave === key).length,
      }));
      const isWaitedFor = others.some(({ isAlive, begun, ended }) => isAlive && begun > ended);
      if (!isWaitedFor || Date.now() > end) {
        return others.some(({ begun }) => begun > 0);
      }
      await sleep(POLL);
    }
  }
}

function notesOfOthers(): { isAlive: boolean; notes: z.output<typeof Note>[] }[] {
  return operationNotes.others().map(({ isAlive, notes }) => ({
    isAlive,
    notes: notes.flatMap((note) => Note.safeParse(note).data ?? []),
  }));
}
