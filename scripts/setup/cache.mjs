import os from "node:os";
import path from "node:path";

/** The directory for things that are expensive to make and do not belong to one work tree. */
export function cacheDirectory(env = process.env, platform = process.platform) {
  return path.join(userCache(env, platform), "pulumi-risk-posture");
}

function userCache(env, platform) {
  // The XDG specification says to ignore a relative path.
  if (env.XDG_CACHE_HOME && path.isAbsolute(env.XDG_CACHE_HOME)) {
    return env.XDG_CACHE_HOME;
  }
  const home = env.HOME || os.homedir();
  return platform === "darwin" ? path.join(home, "Library", "Caches") : path.join(home, ".cache");
}
