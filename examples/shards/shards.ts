import { createHash } from "node:crypto";

/**
 * Each zone has a slot, and each slot a stack. This is for ever: with another number zones would change their slots, and forget what was
 * there before.
 */
export const SLOTS = 64;

export function slotOf(zoneId: string): number {
  return weight(zoneId) % SLOTS;
}

/** The stack that weighs most for a slot has it: a stack that joins takes slots over, and all others stay where they are. */
export function stackOf(slot: number, stacks: readonly string[]): string {
  return stacks.reduce((best, stack) =>
    weight(`${stack} ${slot}`) > weight(`${best} ${slot}`) ? stack : best,
  );
}

function weight(text: string): number {
  return createHash("sha256").update(text).digest().readUInt32BE();
}
