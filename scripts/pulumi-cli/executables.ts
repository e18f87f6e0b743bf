import fs from "node:fs";
import path from "node:path";

export function isExecutable(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Every executable of that name on a search path, best first. */
export function onSearchPath(name: string, searchPath = ""): string[] {
  const directories = searchPath.split(path.delimiter).filter((directory) => path.isAbsolute(directory));
  return directories.map((directory) => path.join(directory, name)).filter(isExecutable);
}
