import fs from "node:fs";
import path from "node:path";

/** Whether node_modules matches package-lock.json, according to npm's own record of what it installed. */
export function dependenciesAreInstalled(root) {
  const wanted = readPackages(path.join(root, "package-lock.json"));
  const installed = readPackages(path.join(root, "node_modules", ".package-lock.json"));
  return Object.entries(wanted)
    .filter(([location]) => location.includes("node_modules/"))
    .every(([location, { version, integrity, resolved, optional, devOptional }]) => {
      const there = installed[location];
      // npm omits packages for other platforms.
      if (there === undefined) {
        return optional === true || devOptional === true;
      }
      return (
        there.version === version &&
        there.integrity === integrity &&
        (!there.link || there.resolved === resolved)
      );
    });
}

function readPackages(file) {
  if (!fs.existsSync(file)) {
    return {};
  }
  return JSON.parse(fs.readFileSync(file, "utf8")).packages;
}

/** The compiler writes all files each time, so the age of one file is the age of all. */
export const builtFile = (root) => path.join(root, "dist", "provider", "index.js");

/** Whether dist/ is newer than all of its sources. */
export function distIsFresh(root) {
  const built = fs.statSync(builtFile(root), { throwIfNoEntry: false })?.mtimeMs;
  if (built === undefined) {
    return false;
  }
  const sources = [
    "package-lock.json",
    "tsconfig.json",
    "tsconfig.build.json",
    "scripts/bundle-zod.mjs",
    "provider",
    "emulator",
    "cli",
    "plugin",
  ];
  return sources.every((source) => isOlder(path.join(root, source), built));
}

/** Whether a file or directory is older. A directory's own time changes when a file in it is added, renamed or removed. */
function isOlder(file, time) {
  const stats = fs.statSync(file);
  if (stats.mtimeMs >= time) {
    return false;
  }
  return !stats.isDirectory() || fs.readdirSync(file).every((name) => isOlder(path.join(file, name), time));
}
