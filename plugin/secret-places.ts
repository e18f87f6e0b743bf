import { getOrInsert } from "../provider/memoize.js";

/** The names of properties, from the outermost on. */
export type Path = readonly string[];

/** The places of secrets in properties. */
export class Secrets {
  /** A set of zones may have as many secrets as zones: each place is looked up, not compared with all of them. */
  private readonly all = new Place();

  constructor(private readonly paths: readonly Path[] = []) {
    for (const path of paths) {
      this.all.mark(path);
    }
  }

  get isEmpty(): boolean {
    return this.paths.length === 0;
  }

  /** Whether this place is secret, or stands in one that is. */
  covers(path: Path): boolean {
    return this.all.covers(path);
  }

  /** Those places that are no secret among others. */
  notIn(others: Secrets): readonly Path[] {
    return this.paths.filter((path) => !others.covers(path));
  }

  /** Also what others have. */
  and(others: Secrets): Secrets {
    return new Secrets([...this.paths, ...others.paths]);
  }

  /** Only those in these properties. */
  within(...properties: readonly string[]): Secrets {
    return new Secrets(this.paths.filter(([property]) => properties.includes(property ?? "")));
  }
}

/** The whole of these properties is secret. */
export function wholly(...properties: readonly string[]): Secrets {
  return new Secrets(properties.map((property) => [property]));
}

/** A place in properties, with those inside it that are secret or lead to a secret. */
class Place {
  private isSecret = false;
  private readonly inside = new Map<string, Place>();

  mark(path: Path): void {
    let place: Place = this;
    for (const name of path) {
      place = getOrInsert(place.inside, name, () => new Place());
    }
    place.isSecret = true;
  }

  covers(path: Path): boolean {
    let place: Place | undefined = this;
    for (const name of path) {
      if (place === undefined || place.isSecret) {
        break;
      }
      place = place.inside.get(name);
    }
    return place?.isSecret === true;
  }
}
