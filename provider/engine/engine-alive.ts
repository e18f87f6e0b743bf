import { connect } from "node:net";
import { ignoreClosedPipes } from "./closed-pipes.js";
import { type EngineAddress, engineAddress } from "./engine-address.js";

/** Milliseconds. The engine listens on this machine: it accepts at once, or it is not there. */
const TIMEOUT = 1_000;
/** Milliseconds between two checks of a process that is to end with its engine. */
const BETWEEN_LOOKS = 2_000;

/** The engine that asked for the operation is gone. */
export class EngineGoneError extends Error {
  override readonly name = "EngineGoneError";
}

/**
 * Throws if the engine no longer listens. A provider process outlives a killed engine: it may be waiting in a retry, and must not write old
 * values over those of a later run. Its parent process does not tell: it is a shell, which lives on too.
 */
export async function refuseWithoutEngine(): Promise<void> {
  const address = engineAddress();
  if (address !== undefined && !(await accepts(address))) {
    // The SDK prints the error.
    ignoreClosedPipes();
    throw new EngineGoneError(
      "The Pulumi engine that started this provider is gone, so nothing more is sent.",
    );
  }
}

/**
 * Ends this process when its engine no longer listens and nothing is under way: a killed engine ends no other process. Only for a process
 * of ours: a dynamic provider's process may be at work on other resources of the program, which we do not know of.
 */
export function endWithEngine(isBusy: () => boolean): void {
  const address = engineAddress();
  if (address === undefined) {
    return;
  }
  const look = async () => {
    if (!isBusy() && !(await accepts(address)) && !isBusy()) {
      process.exit();
    }
  };
  setInterval(() => void look(), BETWEEN_LOOKS).unref();
}

function accepts({ host, port }: EngineAddress): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: TIMEOUT });
    const settle = (alive: boolean) => {
      socket.destroy();
      resolve(alive);
    };
    socket.once("connect", () => settle(true));
    socket.once("error", (error) => settle(!("code" in error && error.code === "ECONNREFUSED")));
    // A machine may be too busy to accept: the engine may still be there.
    socket.once("timeout", () => settle(true));
  });
}
