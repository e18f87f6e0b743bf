import { readFileSync } from "node:fs";

/** Works on Linux only. */
export function residentMegabytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  if (kilobytes === undefined) {
    throw new Error("This system does not tell how much memory a process has.");
  }
  return Number(kilobytes) / 1024;
}
