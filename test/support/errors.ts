import assert from "node:assert/strict";
import { inspect } from "node:util";

export type Kind<E extends Error> = abstract new (...args: never[]) => E;

/** The error with which a promise was rejected, which must be of this kind. */
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

/** Everything that somebody could print of an error: its message, its stack, its fields, and all that of its causes. */
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

/** Fails where a text shows eight characters of a secret in a row. */
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
