import path from "node:path";
import which from "which";

/** Whether a file, given with its directory, can be run. */
export function isExecutable(file: string): boolean {
  return which.sync(file, { nothrow: true }) !== null;
}

/** Every executable of that name on a search path, best first. */
export function onSearchPath(name: string, searchPath = ""): string[] {
  const found = which.sync(name, { all: true, nothrow: true, path: searchPath }) ?? [];
  return found.filter((file) => path.isAbsolute(file));
}
