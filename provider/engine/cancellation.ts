import { setMaxListeners } from "node:events";
import { createRequire } from "node:module";
import { unlessAborted } from "../unless-aborted.js";
import { engineAddress } from "./engine-address.js";

/** The engine has cancelled the operation: nothing more is begun. */
export class CancelledError extends Error {
  override readonly name = "CancelledError";

  constructor() {
    super("The operation was cancelled before this was begun.");
    // Pulumi shows the stack of whatever a provider throws.
    this.stack = "";
  }
}

const controller = new AbortController();
// Each request that is under way listens.
setMaxListeners(0, controller.signal);
let isListening = false;

/**
 * Aborted when the engine cancels the operation, as after a Ctrl-C. The engine then waits until the step that is under way has ended,
 * however long that takes.
 */
export function cancelled(): AbortSignal {
  if (!isListening && engineAddress() !== undefined) {
    isListening = true;
    listen();
  }
  return controller.signal;
}

/** The result of the work, or undefined as soon as the operation is cancelled. The work goes on, and nobody waits for it. */
export function unlessCancelled<T>(work: Promise<T>): Promise<T | undefined> {
  return unlessAborted(work, cancelled());
}

/** This process hears the engine's message itself, and calls {@link cancel}. */
export function useOwnCancellation(): void {
  isListening = true;
}

export function cancel(): void {
  controller.abort(new CancelledError());
}

/**
 * The dynamic provider's server acknowledges the engine's message and passes it to nobody. We recognise it because it is the only empty
 * message after the provider has loaded (except the engine's answers in log.ts). It also comes at the end of every operation.
 */
function listen(): void {
  try {
    const fromSdk = createRequire(require.resolve("@pulumi/pulumi/package.json"));
    const { Empty }: typeof import("google-protobuf/google/protobuf/empty_pb.js") = fromSdk(
      "google-protobuf/google/protobuf/empty_pb.js",
    );
    const deserialize = Empty.deserializeBinary;
    Empty.deserializeBinary = (bytes) => {
      cancel();
      return deserialize.call(Empty, bytes);
    };
  } catch {
    // An SDK with other parts: cancellations are not noticed, and everything else works.
  }
}
