import path from "node:path";
import which from "which";

/** Whether a file, given with its directory, is executable. */
export function isExecutable(file: string): boolean {
  return which.sync(file, { nothrow: true }) !== null;
}

/** All executables of that name on a search path, best first. */
export function onSearchPath(name: string, searchPath = ""): string[] {
  const found = which.sync(name, { all: true, nothrow: true, path: searchPath }) ?? [];
  return found.filter((file) => path.isAbsolute(file));
}
