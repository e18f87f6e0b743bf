import { SECRET, SIGNATURE } from "../../provider/engine/pulumi-signatures.js";
import { UNKNOWN } from "../../provider/engine/unknown.js";
import { redacting } from "../../provider/http/redaction.js";
import { jsonOrNothing } from "../../provider/json-or-nothing.js";
import * as z from "../../provider/zod.js";
import { CommandError } from "../exit.js";
import { ownProperty } from "./own-property.js";

const Secret = z.object({ [SIGNATURE]: z.literal(SECRET), plaintext: z.string().optional() });

/** A value of the state without its secret markers. An encrypted secret becomes an unknown value. */
export function decrypted(value: unknown): unknown {
  return mapped(value, [], ({ plaintext }) =>
    plaintext === undefined ? UNKNOWN : decrypted(secretIn(plaintext)),
  );
}

/** The values that may be shown. Every secret becomes an unknown value, including one that only one of the others marks. */
export function masked(values: unknown, ...others: readonly unknown[]): unknown {
  return mapped(values, others, () => UNKNOWN);
}

/** Returns a function that removes the secrets in a part of the state from a text. */
export function redactingState(state: unknown): (text: string) => string {
  // Built at first use: most of the state never appears in an error.
  let redact: ((text: string) => string) | undefined;
  return (text) => {
    redact ??= redacting(secretTextsIn(state));
    return redact(text);
  };
}

/**
 * The secrets in a part of the state, in every form that a text may contain. Short secrets are left out unless they consist of several
 * words, as a host does: a short text may be a part of any word, and is the name of a level or the like.
 */
export function secretTextsIn(state: unknown): string[] {
  const texts = new Set<string>();
  mapped(state, [], ({ plaintext }) => {
    for (const text of textsIn(secretIn(plaintext ?? "null"))) {
      texts.add(text);
    }
  });
  return [...texts].filter((text) => text.length >= SHORTEST || /\w[.:]\w/.test(text));
}

function secretIn(plaintext: string): unknown {
  const value = jsonOrNothing(plaintext);
  if (value === undefined) {
    throw new CommandError(
      'The export holds a secret in a form that Pulumi does not write. Make the export with "pulumi stack export --show-secrets".',
    );
  }
  return value;
}

const SHORTEST = 8;

/** Replaces secrets at any depth: those of the value, and those that one of the others has at the same path. */
function mapped(
  value: unknown,
  others: readonly unknown[],
  replace: (secret: z.output<typeof Secret>) => unknown,
): unknown {
  for (const each of [value, ...others]) {
    const secret = Secret.safeParse(each);
    if (secret.success) {
      return replace(secret.data);
    }
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => mapped(item, partsAt(others, index), replace));
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([key, item]) => [key, mapped(item, partsAt(others, key), replace)]));
}

function partsAt(values: readonly unknown[], key: string | number): unknown[] {
  return values.map((value) => ownProperty(value, key));
}

/** The key of an account or zone in a map. Any other key is the name of an input. */
const ID = /^[0-9a-f]{32}$/;

function textsIn(value: unknown): string[] {
  if (typeof value === "string") {
    return [value, ...partsOfAddress(value), ...textsIn(objectIn(value))];
  }
  return Object.entries(Object(value)).flatMap(([key, item]) => [
    ...(ID.test(key) ? [key] : []),
    ...textsIn(item),
  ]);
}

/** The object in a text: a provider's inputs hold values other than texts as JSON. */
function objectIn(text: string): unknown {
  return text.startsWith("{") ? jsonOrNothing(text) : undefined;
}

/** The parts of an address that a message about a request may contain. */
function partsOfAddress(text: string): string[] {
  if (!/^https?:/i.test(text) || !URL.canParse(text)) {
    return [];
  }
  const { href, host, hostname, pathname } = new URL(text);
  return [href, host, hostname, pathname.replace(/\/+$/, "")];
}
