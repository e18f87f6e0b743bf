import { SECRET, SIGNATURE } from "../../provider/engine/special-objects.js";
import { UNKNOWN } from "../../provider/engine/unknown.js";
import { redacting } from "../../provider/http/redaction.js";
import { jsonOrNothing } from "../../provider/json-or-nothing.js";
import * as z from "../../provider/zod.js";
import { CommandError } from "../exit.js";
import { ownProperty } from "./own-property.js";

const Secret = z.object({ [SIGNATURE]: z.literal(SECRET), plaintext: z.string().optional() });

/** A value of the state without its marks. A secret that is encrypted becomes what a value is that is not known yet. */
export function opened(value: unknown): unknown {
  return mapped(value, [], ({ plaintext }) =>
    plaintext === undefined ? UNKNOWN : opened(secretIn(plaintext)),
  );
}

/** What may be shown of inputs: every secret is like a value that is not known yet, also one that only the outputs mark. */
export function concealed(inputs: unknown, outputs: unknown): unknown {
  return mapped(inputs, [outputs], () => UNKNOWN);
}

/** Cuts the secrets that a part of the state holds out of texts. */
export function hiding(state: unknown): (text: string) => string {
  // Most of the state is never in an error.
  let hide: ((text: string) => string) | undefined;
  return (text) => {
    hide ??= redacting(secretTextsIn(state));
    return hide(text);
  };
}

/**
 * The secrets that a part of the state holds, as they may stand in a text. Those that are short may stand in any word, and are names of
 * levels and the like, unless they are several words, as a host is.
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
      'A secret in the export is not as Pulumi writes it: make it with "pulumi stack export --show-secrets".',
    );
  }
  return value;
}

const SHORTEST = 8;

/** Replaces secrets at any depth: where the value has one, or where one of the others has one at the same place. */
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

/** A map of accounts or zones has their ids as keys. Other keys are the names of inputs. */
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

/** What is no text travels as JSON in the inputs of a provider. */
function objectIn(text: string): unknown {
  return text.startsWith("{") ? jsonOrNothing(text) : undefined;
}

/** What a message about a request tells of an address. */
function partsOfAddress(text: string): string[] {
  if (!/^https?:/i.test(text) || !URL.canParse(text)) {
    return [];
  }
  const { href, host, hostname, pathname } = new URL(text);
  return [href, host, hostname, pathname.replace(/\/+$/, "")];
}
