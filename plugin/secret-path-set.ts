import { getOrInsert } from "../provider/memoize.js";

/** The names of properties, from the outermost on. */
export type Path = readonly string[];

/** The places of secrets in properties. */
export class SecretPaths {
  /** A set may have as many secrets as zones, so a place is looked up here, not compared with each path. */
  private readonly all = new PathNode();

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
  notCoveredBy(others: SecretPaths): readonly Path[] {
    return this.paths.filter((path) => !others.covers(path));
  }

  /** The places that `others` covers too. */
  coveredBy(others: SecretPaths): SecretPaths {
    return new SecretPaths(this.paths.filter((path) => others.covers(path)));
  }

  /** These places and those of `others`. */
  and(others: SecretPaths): SecretPaths {
    return new SecretPaths([...this.paths, ...others.paths]);
  }

  /** Only the places in these properties. */
  inProperties(...properties: readonly string[]): SecretPaths {
    return new SecretPaths(this.paths.filter(([property]) => properties.includes(property ?? "")));
  }
}

/** The paths of these properties, each as a whole. */
export function wholly(...properties: readonly string[]): SecretPaths {
  return new SecretPaths(properties.map((property) => [property]));
}

/** A place in properties, with the places inside it that are secret or lead to a secret. */
class PathNode {
  private isSecret = false;
  private readonly inside = new Map<string, PathNode>();

  mark(path: Path): void {
    let node: PathNode = this;
    for (const name of path) {
      node = getOrInsert(node.inside, name, () => new PathNode());
    }
    node.isSecret = true;
  }

  covers(path: Path): boolean {
    let node: PathNode | undefined = this;
    for (const name of path) {
      if (node === undefined || node.isSecret) {
        break;
      }
      node = node.inside.get(name);
    }
    return node?.isSecret === true;
  }
}
