import { pick, type Units } from "./units.js";

/** What the promises allow a provider to remember within one run: who declares what, and what was handed over. */
export class RunMemory {
  private readonly claimed = new Map<string, Set<string>>();
  private readonly managed = new Map<string, Set<string>>();
  private readonly handed = new Map<string, Units>();
  private readonly taken = new Map<string, Set<string>>();
  /** Accounts whose PUT was seen to wipe what it does not name. */
  readonly wiping = new Set<string>();

  /** `check` has seen these units declared. */
  claim(place: string, units: Iterable<string>): void {
    add(this.claimed, place, units);
  }

  claims(place: string): ReadonlySet<string> {
    return this.claimed.get(place) ?? new Set();
  }

  /** A resource has come to manage these units: nothing can be handed over to it any more, unless it has taken it already. */
  manage(place: string, units: Iterable<string>): void {
    add(this.managed, place, units);
  }

  isManaged(place: string, unit: string): boolean {
    const isTaken = this.taken.get(place)?.has(unit) ?? false;
    return !isTaken && (this.managed.get(place)?.has(unit) ?? false);
  }

  handOver(place: string, initial: Units): void {
    this.handed.set(place, { ...this.handed.get(place), ...initial });
  }

  takeOver(place: string, units: Iterable<string>): Units {
    const taken = pick(this.handed.get(place) ?? {}, units);
    add(this.taken, place, Object.keys(taken));
    return taken;
  }
}

function add(sets: Map<string, Set<string>>, place: string, units: Iterable<string>): void {
  sets.set(place, new Set([...(sets.get(place) ?? []), ...units]));
}
