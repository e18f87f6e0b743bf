import { getOrInsert } from "../provider/memoize.js";

/** The names of properties, from the outermost on. */
export type Path = readonly string[];

/** The places of secrets in properties. */
export class Secrets {
  /** A set may have as many secrets as zones, so a place is looked up here, not compared with each path. */
  private readonly all = new Place();

  constructor(private readonly paths: readonly Path[] = []) {
    for (const path of paths) {
      this.all.mark(path);
    }
  }

  get isEmpty(): boolean {
    return this.paths.length === 0;
  }

  /** Whether this place is secret, or is inside one that is. */
  covers(path: Path): boolean {
    return this.all.covers(path);
  }

  /** The places that `others` does not cover. */
  notIn(others: Secrets): readonly Path[] {
    return this.paths.filter((path) => !others.covers(path));
  }

  /** The places that `others` covers too. */
  in(others: Secrets): Secrets {
    return new Secrets(this.paths.filter((path) => others.covers(path)));
  }

  /** These places and those of `others`. */
  and(others: Secrets): Secrets {
    return new Secrets([...this.paths, ...others.paths]);
  }

  /** Only the places in these properties. */
  within(...properties: readonly string[]): Secrets {
    return new Secrets(this.paths.filter(([property]) => properties.includes(property ?? "")));
  }
}

/** Marks all of these properties as secret. */
export function wholly(...properties: readonly string[]): Secrets {
  return new Secrets(properties.map((property) => [property]));
}

/** A place in properties, with the places inside it that are secret or lead to a secret. */
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
