import os from "node:os";

/** Stacks that `fleet` compares at a time. Each needs a Pulumi CLI and its memory for a third of a second or more, and waits for a remote backend. */
export const STACKS_AT_ONCE = Math.max(4, os.availableParallelism());
