import { setTimeout as sleep } from "node:timers/promises";
import { cancelled } from "../../engine/cancellation.js";
import { operationNotes } from "../../engine/notes-between-processes.js";
import { requestTimes } from "../../http/timeouts-and-retry-limits.js";
import { getOrInsert } from "../../memoize.js";
import * as z from "../../zod.js";
import { waits } from "../preview-and-operation-waits.js";

/** Milliseconds for which a resource waits for another process that gives back settings of its account or zone: as long as a write may take. */
const LONGEST_WRITE = requestTimes.rateLimit + requestTimes.deadline;

const Note = z.union([
  z.object({ declares: z.string(), urn: z.string(), settings: z.array(z.string()) }),
  z.object({ gives: z.string(), settings: z.array(z.string()) }),
  z.object({ gave: z.string() }),
]);

/**
 * Notes that the provider processes of one run exchange about one kind of settings. The engine starts a process for each explicit provider,
 * and two of them may manage the same account or zone. A process that gives a setting back announces that first, and then looks who
 * declares it. A process that adopts one announces that first, and then looks who gives it back. So one always sees the other.
 */
export class OtherProcesses {
  private readonly processes = new Map<string, Knowledge>();

  /**
   * @param type The kind of resource.
   * @param logWait Logs that an account or zone waits for another process. Called at every poll, from `waits.logWaitAfter` on.
   */
  constructor(
    private readonly type: string,
    private readonly logWait: (id: string) => void,
  ) {}

  /** Announces that a resource of this process declares these settings. */
  announce(id: string, urn: string | undefined, settings: readonly string[]): void {
    operationNotes.write({ declares: this.key(id), urn: urn ?? "", settings });
  }

  /** The settings that each resource of another process declares. */
  declared(id: string): string[][] {
    const key = this.key(id);
    return this.known().flatMap(({ declared }) => [...(declared.get(key)?.values() ?? [])]);
  }

  /** Runs a give-back, and announces its begin and its end. */
  async announceGiveBack<T>(id: string, settings: readonly string[], work: () => Promise<T>): Promise<T> {
    const key = this.key(id);
    operationNotes.write({ gives: key, settings });
    try {
      return await work();
    } finally {
      operationNotes.write({ gave: key });
    }
  }

  /** Whether another process is giving back one of these settings, or has done so. */
  haveReleased(id: string, settings: readonly string[]): boolean {
    const key = this.key(id);
    return this.known().some(({ given }) =>
      settings.some((setting) => given.get(key)?.settings.has(setting) ?? false),
    );
  }

  /** Waits until no other process is giving back settings of this account or zone. Returns whether one has done so. */
  async waitForGiveBacks(id: string): Promise<boolean> {
    const key = this.key(id);
    const isWaitedFor = () =>
      this.known().some(({ isAlive, given }) => isAlive && (given.get(key)?.underWay ?? 0) > 0);
    const since = Date.now();
    const waited = () => Date.now() - since;
    while (isWaitedFor() && waited() <= LONGEST_WRITE && !cancelled().aborted) {
      if (waited() > waits.logWaitAfter) {
        this.logWait(id);
      }
      await sleep(waits.poll);
    }
    return this.known().some(({ given }) => given.has(key));
  }

  /** All that the other processes have announced so far. */
  private known(): Knowledge[] {
    return operationNotes.others().map(({ file, isAlive, notes }) => {
      const knowledge = getOrInsert(this.processes, file, () => new Knowledge());
      knowledge.isAlive = isAlive;
      knowledge.take(notes);
      return knowledge;
    });
  }

  /** Names an account or zone in notes: the kinds of settings share the file of their process. */
  private key(id: string): string {
    return `${this.type} ${id}`;
  }
}

/** The give-backs of one process in an account or zone: the number under way, and the settings of all. */
class Given {
  underWay = 0;
  readonly settings = new Set<string>();
}

/** All that one other process has announced. */
class Knowledge {
  isAlive = true;
  /** The settings that each resource declares, by account or zone, then by URN. A replaced resource is checked more than once. */
  readonly declared = new Map<string, Map<string, string[]>>();
  /** By account or zone. */
  readonly given = new Map<string, Given>();
  private taken = 0;

  /** Reads the notes that were added since the last call. */
  take(notes: readonly unknown[]): void {
    for (const text of notes.slice(this.taken)) {
      const note = Note.safeParse(text).data;
      if (note !== undefined && "declares" in note) {
        getOrInsert(this.declared, note.declares, () => new Map()).set(note.urn, note.settings);
      } else if (note !== undefined && "gives" in note) {
        const given = this.at(note.gives);
        given.underWay += 1;
        for (const setting of note.settings) {
          given.settings.add(setting);
        }
      } else if (note !== undefined && "gave" in note) {
        this.at(note.gave).underWay -= 1;
      }
    }
    this.taken = notes.length;
  }

  private at(key: string): Given {
    return getOrInsert(this.given, key, () => new Given());
  }
}
