import { setTimeout as sleep } from "node:timers/promises";
import { cancelled } from "../../engine/cancellation.js";
import { operationNotes } from "../../engine/operation-notes.js";
import { requestTimes } from "../../http/timeouts-and-retries.js";
import { getOrInsert } from "../../memoize.js";
import * as z from "../../zod.js";
import { waits } from "../waits.js";

/** Milliseconds for which a resource waits for another process that gives back settings of its account or zone: as long as a write may take. */
const LONGEST_WRITE = requestTimes.rateLimit + requestTimes.deadline;

const Note = z.union([
  z.object({
    declares: z.object({ type: z.string(), id: z.string(), urn: z.string(), settings: z.array(z.string()) }),
  }),
  z.object({ gives: z.string(), settings: z.array(z.string()) }),
  z.object({ gave: z.string() }),
]);

/**
 * What provider processes of one run let each other know of one kind of settings: the engine starts a process for each explicit provider, and
 * two of them may have to do with the same account or zone. Whoever gives something back says so first and looks then who declares it;
 * whoever comes to manage something says so first and looks then who gives back. So one of the two always sees the other.
 */
export class OtherProcesses {
  private readonly processes = new Map<string, Knowledge>();

  /**
   * @param type The kind of resource.
   * @param logWait Says of an account or zone that what comes next waits for another process, as often as that is called.
   */
  constructor(
    private readonly type: string,
    private readonly logWait: (id: string) => void,
  ) {}

  /** A resource of this process declares these settings. */
  tellOf(id: string, urn: string, settings: readonly string[]): void {
    operationNotes.write({ declares: { type: this.type, id, urn, settings } });
  }

  /** The settings that each resource of another process declares. */
  declared(id: string): string[][] {
    return this.known().flatMap(({ declares }) => [...(declares.get(id)?.values() ?? [])]);
  }

  /** Gives back settings while the others know of it. */
  async giving<T>(id: string, settings: readonly string[], work: () => Promise<T>): Promise<T> {
    const key = `${this.type} ${id}`;
    operationNotes.write({ gives: key, settings });
    try {
      return await work();
    } finally {
      operationNotes.write({ gave: key });
    }
  }

  /** Whether another process is giving back one of these settings, or has done so. */
  haveReleased(id: string, settings: readonly string[]): boolean {
    const key = `${this.type} ${id}`;
    return this.known().some(({ given }) =>
      settings.some((setting) => given.get(key)?.settings.has(setting) ?? false),
    );
  }

  /** Waits until no other process is giving back settings of this account or zone. Answers whether one has. */
  async haveGiven(id: string): Promise<boolean> {
    const key = `${this.type} ${id}`;
    const isWaitedFor = () =>
      this.known().some(({ isAlive, given }) => isAlive && (given.get(key)?.isUnderWay ?? false));
    const since = Date.now();
    const waited = () => Date.now() - since;
    while (isWaitedFor() && waited() <= LONGEST_WRITE && !cancelled().aborted) {
      if (waited() > waits.unsaid) {
        this.logWait(id);
      }
      await sleep(waits.poll);
    }
    return this.known().some(({ given }) => given.has(key));
  }

  /** What all other processes have let us know by now. */
  private known(): Knowledge[] {
    return operationNotes.others().map(({ file, isAlive, notes }) => {
      const knowledge = getOrInsert(this.processes, file, () => new Knowledge());
      knowledge.isAlive = isAlive;
      knowledge.take(this.type, notes);
      return knowledge;
    });
  }
}

/** What a process gives back of an account or zone: how often it has begun, and ended. */
class Given {
  begun = 0;
  ended = 0;
  readonly settings = new Set<string>();

  get isUnderWay(): boolean {
    return this.begun > this.ended;
  }
}

/** What one other process has let us know. */
class Knowledge {
  isAlive = true;
  /** What each resource declares, by its URN, by account or zone. A resource that is replaced is checked more than once. */
  readonly declares = new Map<string, Map<string, string[]>>();
  /** By account or zone. */
  readonly given = new Map<string, Given>();
  private taken = 0;

  /** Takes note of what was added since. */
  take(type: string, notes: readonly unknown[]): void {
    for (const text of notes.slice(this.taken)) {
      const note = Note.safeParse(text).data;
      if (note !== undefined && "declares" in note && note.declares.type === type) {
        const { id, settings, urn } = note.declares;
        getOrInsert(this.declares, id, () => new Map()).set(urn, settings);
      } else if (note !== undefined && "gives" in note) {
        const given = this.at(note.gives);
        given.begun += 1;
        for (const setting of note.settings) {
          given.settings.add(setting);
        }
      } else if (note !== undefined && "gave" in note) {
        this.at(note.gave).ended += 1;
      }
    }
    this.taken = notes.length;
  }

  private at(key: string): Given {
    return getOrInsert(this.given, key, () => new Given());
  }
}
