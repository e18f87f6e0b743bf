import { randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const HEARTBEAT_MS = 5_000;
// Much longer than a heartbeat, so that a holder on a busy machine does not count as dead.
const DEAD_AFTER_MS = 60_000;
const POLL_MS = 100;

/** Runs `work` while no other process holds the lock `file`. Takes over the lock of a process that died. */
export async function withLock(file, work, { onWait } = {}) {
  const release = await acquire(file, onWait);
  try {
    return await work();
  } finally {
    release();
  }
}

async function acquire(file, onWait) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const claim = JSON.stringify({ pid: process.pid, host: os.hostname(), id: randomUUID() });
  let told = false;
  while (!take(file, claim)) {
    if (removeIfAbandoned(file)) {
      continue;
    }
    if (!told) {
      onWait?.();
    }
    told = true;
    await sleep(POLL_MS);
  }
  const heartbeat = setInterval(() => touch(file), HEARTBEAT_MS);
  heartbeat.unref();
  return () => {
    clearInterval(heartbeat);
    if (read(file) === claim) {
      fs.rmSync(file, { force: true });
    }
  };
}

function take(file, claim) {
  try {
    fs.writeFileSync(file, claim, { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") {
      return false;
    }
    throw error;
  }
}

function removeIfAbandoned(file) {
  const claim = read(file);
  if (claim === undefined) {
    return true;
  }
  if (!isAbandoned(file, claim)) {
    return false;
  }
  // The rename succeeds for only one of several waiters. It may move the new lock of a faster waiter, which is then
  // put back.
  const aside = `${file}.${randomUUID()}`;
  try {
    fs.renameSync(file, aside);
    if (read(aside) !== claim) {
      fs.linkSync(aside, file);
    }
  } catch (error) {
    if (error.code !== "ENOENT" && error.code !== "EEXIST") {
      throw error;
    }
  } finally {
    fs.rmSync(aside, { force: true });
  }
  return true;
}

function isAbandoned(file, claim) {
  const age = Date.now() - (fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  // Covers holders on other machines, reused process ids, and a claim that was never written.
  if (age > DEAD_AFTER_MS) {
    return true;
  }
  const { pid, host } = parse(claim);
  return host === os.hostname() && !isRunning(pid);
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code !== "ESRCH";
  }
}

function parse(claim) {
  try {
    return JSON.parse(claim);
  } catch {
    // The holder has created the file but not yet written to it.
    return {};
  }
}

function read(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") {
      return undefined;
    }
    throw error;
  }
}

function touch(file) {
  try {
    fs.utimesSync(file, new Date(), new Date());
  } catch {
    // Another process took the lock over while this machine slept. The work continues.
  }
}
