import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import type { ProviderProcesses } from "../../support/provider-processes.js";
import type { World } from "../world.js";
import type { Crash, Moment } from "./crash.js";

/** Runs an operation in which a process is killed. Answers whether it was: an operation may be over before the moment comes. */
export async function killed(
  world: World,
  providers: ProviderProcesses,
  { operation, victim }: Crash,
  moment: Moment,
): Promise<boolean> {
  const { faults } = world.emulator;
  const { before } = faults;
  const orphans = new Set(providers.alive);
  let cli: ChildProcess | undefined;
  let isDone = false;
  const kill = () => {
    if (isDone) {
      return;
    }
    if (victim === "CLI") {
      isDone = cli?.kill("SIGKILL") ?? false;
    } else {
      const pids = providers.alive.filter((pid) => !orphans.has(pid));
      for (const pid of pids) {
        process.kill(pid, "SIGKILL");
      }
      isDone = pids.length > 0;
    }
  };

  let requests = 0;
  faults.before = () => {
    requests += 1;
    if ("request" in moment && requests >= moment.request) {
      kill();
    }
  };
  let timer: NodeJS.Timeout | undefined;
  const onStart = (child: ChildProcess) => {
    cli = child;
    // At that time the provider process may still have to be started.
    const poll = () => {
      kill();
      timer = setTimeout(poll, 5);
    };
    if ("milliseconds" in moment) {
      timer = setTimeout(poll, moment.milliseconds);
    }
  };
  const command = operation === "refresh" || operation === "destroy" ? operation : "up";
  await world[command]({ allowFailure: true, onStart });
  clearTimeout(timer);
  faults.before = before;
  // A request that was under way arrives.
  await sleep(200);
  return isDone;
}
