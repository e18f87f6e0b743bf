import assert from "node:assert/strict";
import { inspect } from "node:util";

export type Kind<E extends Error> = abstract new (...args: never[]) => E;

/** The error of a rejected promise, which must be of this kind. */
export async function rejection<E extends Error>(promise: Promise<unknown>, kind: Kind<E>): Promise<E> {
  const outcome: unknown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  return ofKind(outcome, kind);
}

/** The error that a call threw, which must be of this kind. */
export function thrown<E extends Error>(call: () => unknown, kind: Kind<E>): E {
  try {
    call();
  } catch (error) {
    return ofKind(error, kind);
  }
  assert.fail(`no ${kind.name} was thrown`);
}

/** Everything that can be printed of an error: its message, stack and fields, and those of its causes. */
export function everythingIn(error: Error): string {
  const cause = error.cause instanceof Error ? everythingIn(error.cause) : String(error.cause);
  return [
    error.message,
    error.stack,
    inspect(error, { depth: null, showHidden: true }),
    JSON.stringify(error),
    cause,
  ].join("\n");
}

/** Fails if a text contains eight consecutive characters of a secret. */
export function assertShowsNothingOf(secret: string, shown: string): void {
  for (let start = 0; start + 8 <= secret.length; start += 1) {
    const part = secret.slice(start, start + 8);
    assert.ok(!shown.includes(part), `"${part}" of the secret shows in: ${shown}`);
  }
}

function ofKind<E extends Error>(outcome: unknown, kind: Kind<E>): E {
  assert.ok(outcome instanceof kind, `expected ${kind.name}, got ${inspect(outcome)}`);
  return outcome;
}
