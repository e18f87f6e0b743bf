import type { ChildProcess } from "node:child_process";
import { until } from "../../support/processes.js";
import type { ProviderProcesses } from "../../support/provider-processes.js";
import type { World } from "../world.js";
import type { Crash, Moment } from "./arbitraries.js";

/** Runs an operation in which a process is killed. Returns whether it was killed, since the operation may end before the moment comes. */
export async function killed(
  world: World,
  providers: ProviderProcesses,
  { operation, victim }: Crash,
  moment: Moment,
): Promise<boolean> {
  const { emulator } = world;
  const { faults } = emulator;
  const { before } = faults;
  let cli: ChildProcess | undefined;
  let isDone = false;
  const kill = () => {
    if (isDone) {
      return;
    }
    if (victim === "CLI") {
      isDone = cli?.kill("SIGKILL") ?? false;
    } else {
      isDone = providers.alive.length > 0;
      providers.kill();
    }
  };

  const answered = emulator.requests.length;
  let begun = 0;
  faults.before = (request) => {
    begun += 1;
    if ("request" in moment && begun >= moment.request) {
      kill();
    }
    return before(request);
  };
  let timer: NodeJS.Timeout | undefined;
  const onStart = (child: ChildProcess) => {
    cli = child;
    // Polls, since the provider process may not have started yet.
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
  // Waits for all requests in progress, whether their provider survives or not. A surviving provider may still read.
  await providers.finished();
  await until(() => emulator.requests.length === answered + begun);
  faults.before = before;
  return isDone;
}
