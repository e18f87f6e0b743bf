import { omit, pick, type Units, unitNames } from "./units.js";

/**
 * What the program declares now, as far as this run's checks have seen it. It tells a resource that gives up a unit whether another
 * one, or its own replacement, declares that unit: then there is nothing to give back. The engine keeps no such record, and calls
 * `delete` alike for a resource that is gone from the program, renamed in it, or being replaced.
 */
export class Claims<S extends Units> {
  private readonly claimed = new Map<string, Set<string>>();
  private readonly managed = new Map<string, Set<string>>();
  private readonly handedOver = new Map<string, Partial<S>>();
  private readonly taken = new Map<string, Set<string>>();
  private readonly released = new Map<string, Set<string>>();

  /** Somebody declares these units of an account or zone. */
  claim(id: string, units: Iterable<string>): void {
    add(this.claimed, id, units);
  }

  /** Somebody has come to manage these units in this run. */
  manage(id: string, units: Iterable<string>): void {
    add(this.managed, id, units);
  }

  /** The operation that gives up these units has come to them: what becomes of them needs no foretelling any more. */
  release(id: string, units: Iterable<string>): void {
    add(this.released, id, units);
  }

  /** Those units that nobody declares, and that no operation has come to. */
  unclaimed(id: string, units: Partial<S>): Partial<S> {
    return omit<S>(units, [...(this.claimed.get(id) ?? []), ...(this.released.get(id) ?? [])]);
  }

  /** Those units that somebody declares. */
  successors(id: string, units: Partial<S>): Partial<S> {
    return pick<S>(units, this.claimed.get(id) ?? []);
  }

  /** Those units whose successor came to manage them without taking anything over. */
  settled(id: string, units: Partial<S>): Partial<S> {
    const taken = this.taken.get(id) ?? new Set();
    return pick<S>(
      units,
      [...(this.managed.get(id) ?? [])].filter((unit) => !taken.has(unit)),
    );
  }

  /** Keeps what a resource remembers of the units that it gives up, for the successor that is still to come. */
  handOver(id: string, initial: Partial<S>): void {
    this.handedOver.set(id, { ...this.handedOver.get(id), ...initial });
  }

  /** What was handed over for these units. */
  takeOver(id: string, units: Partial<S>): Partial<S> {
    const taken = pick<S>(this.handedOver.get(id) ?? {}, unitNames<S>(units));
    add(this.taken, id, unitNames<S>(taken));
    return taken;
  }
}

/** Without units there is nothing to keep: a stack may have thousands of ids. */
function add(sets: Map<string, Set<string>>, id: string, units: Iterable<string>): void {
  for (const unit of units) {
    const known = sets.get(id) ?? new Set();
    sets.set(id, known.add(unit));
  }
}
