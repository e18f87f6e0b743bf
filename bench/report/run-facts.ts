import { execFileSync } from "node:child_process";
import { cpus, release, totalmem, type } from "node:os";
import type { Run } from "./results.js";

/** The paths whose content affects the figures, from the top of the repository. */
const MEASURED = [":/provider", ":/bench/probes", ":/bench/programs", ":/scripts", ":/package-lock.json"];

export function thisRun(args: readonly string[]): Run {
  const [processor] = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return {
    command: ["npm run bench", ...(args.length > 0 ? ["--", ...args] : [])].join(" "),
    machine: `${cpus().length} × ${processor?.model.trim() ?? "unknown processor"}, ${gigabytes} GB, ${type()} ${release()}, Node ${process.version}`,
    date: new Date().toISOString().slice(0, 10),
    commit:
      git("rev-parse", "--short", "HEAD") +
      (git("status", "--porcelain", "--", ...MEASURED) === "" ? "" : " with changes"),
  };
}

function git(...args: string[]): string {
  return execFileSync("git", args, { cwd: __dirname, encoding: "utf8" }).trim();
}
