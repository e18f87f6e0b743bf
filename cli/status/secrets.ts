import { UNKNOWN } from "../../provider/engine/unknown.js";
import { redact } from "../../provider/http/redaction.js";
import * as z from "../../provider/zod.js";

/** How state files mark a secret. */
const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

const Secret = z.object({ [SIGNATURE_KEY]: z.literal(SECRET), plaintext: z.string().optional() });

/** A value of the state without its marks. A secret that is encrypted becomes what a value is that is not known yet. */
export function opened(value: unknown): unknown {
  return mapped(value, [], ({ plaintext }) =>
    plaintext === undefined ? UNKNOWN : opened(JSON.parse(plaintext)),
  );
}

/** What may be shown of inputs: every secret is like a value that is not known yet, also one that only the outputs mark. */
export function concealed(inputs: unknown, outputs: unknown): unknown {
  return mapped(inputs, [outputs], () => UNKNOWN);
}

/** A text without the secrets that a part of the state holds. Those that are short may stand in any word, and are names of levels and the like. */
export function withoutSecrets(text: string, state: unknown): string {
  const secrets: string[] = [];
  mapped(state, [], ({ plaintext }) => secrets.push(...textsIn(JSON.parse(plaintext ?? "null"))));
  return redact(
    text,
    secrets.filter(({ length }) => length >= SHORTEST),
  );
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
    return value.map((item, index) => mapped(item, others.map(partAt(index)), replace));
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([key, item]) => [key, mapped(item, others.map(partAt(key)), replace)]),
  );
}

function partAt(key: string | number): (value: unknown) => unknown {
  return (value) => new Map(Object.entries(Object(value))).get(String(key));
}

/** A map of accounts or zones has their ids as keys. Other keys are the names of inputs. */
const ID = /^[0-9a-f]{32}$/;

function textsIn(value: unknown): string[] {
  if (typeof value === "string") {
    return [value];
  }
  return Object.entries(Object(value)).flatMap(([key, item]) => [
    ...(ID.test(key) ? [key] : []),
    ...textsIn(item),
  ]);
}
