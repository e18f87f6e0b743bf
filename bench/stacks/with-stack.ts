import type { StateStore } from "../../test/e2e/backends/backend.js";
import { RemoteEmulator } from "../emulator/remote.js";
import { type Kind, seed } from "./kinds.js";
import { type Contestant, Stack } from "./stack.js";

/** Provides a stack that declares `count` resources, and an emulator in which nothing is set up yet. Removes both after use. */
export async function withStack(
  contestant: Contestant,
  kind: Kind,
  count: number,
  use: (stack: Stack, emulator: RemoteEmulator) => Promise<void>,
  store?: StateStore,
): Promise<void> {
  const emulator = await RemoteEmulator.start(seed(count));
  try {
    const stack = await Stack.create(contestant, emulator, store);
    try {
      stack.declare(kind, count);
      await use(stack, emulator);
    } finally {
      await stack.dispose();
    }
  } finally {
    await emulator.stop();
  }
}
