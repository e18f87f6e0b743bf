import type { CheckFailure } from "@pulumi/pulumi/dynamic";
import { Identifier } from "../../cloudflare/account-or-zone-id.js";
import { UNKNOWN } from "../../engine/unknown.js";
import { oneLine } from "../../foreign-text.js";
import { either } from "../../grammar.js";
import { required } from "../../required-input.js";
import { notKnown } from "../../unknown-name-wording.js";
import * as z from "../../zod.js";
import { ON_DESTROY } from "../on-destroy.js";

export const OnDestroyInput = orUnknown(
  z.enum(ON_DESTROY, { error: `must be ${either(ON_DESTROY)}` }),
).nullish();

/** Accepts what the schema accepts, and in a preview the engine's mark for "not known yet". */
export function orUnknown<T extends z.ZodType>(schema: T) {
  return z.union([schema, z.literal(UNKNOWN)]);
}

/**
 * An object with these properties and no others. The failure for any other suggests the one that was probably meant.
 *
 * @param rule The message for a value that is no object.
 */
export function onlyThese<T extends z.core.$ZodLooseShape>(shape: T, rule?: string) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    // One line for each unknown property: zod has one issue for all of them.
    error: (issue) =>
      issue.code === "unrecognized_keys" ? issue.keys.map((key) => notKnown(key, known)).join("\n") : rule,
  });
}

/** Accounts or zones by their ids, each with its settings. */
export function placesInput<T extends z.ZodType>(settings: T, rule: string) {
  return orUnknown(z.record(Identifier, orUnknown(settings), required(rule)));
}

/**
 * Validates inputs. Returns their normal form, or a failure for each invalid property.
 *
 * @param shown Returns the path to show for a property's path.
 */
export function checkInputs(
  schema: z.ZodType<object>,
  news: object,
  shown = (path: readonly PropertyKey[]) => path,
): { inputs: object; failures: CheckFailure[] } {
  const declared = Object.fromEntries(Object.entries(news).filter(([property]) => property !== "__provider"));
  const parsed = schema.safeParse(declared);
  return parsed.success
    ? { inputs: withoutAbsent(parsed.data), failures: [] }
    : {
        inputs: news,
        failures: parsed.error.issues
          .flatMap(problems)
          .map(({ path, message }) => failure(shown(path), message)),
      };
}

interface Problem {
  readonly path: PropertyKey[];
  readonly message: string;
}

function problems(issue: z.core.$ZodIssue): Problem[] {
  if (issue.code === "unrecognized_keys") {
    const messages = issue.message.split("\n");
    return issue.keys.map((key, index) => ({ path: [...issue.path, key], message: messages[index] ?? "" }));
  }
  const causes = causesOf(issue);
  return causes === undefined
    ? [issue]
    : causes.flatMap(problems).map(({ path, message }) => ({ path: [...issue.path, ...path], message }));
}

/** The inner issues of an issue that only wraps them. */
function causesOf(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] | undefined {
  if (issue.code === "invalid_key") {
    return issue.issues;
  }
  // The schema's own issues. That the value is not the mark for "not known yet" either goes without saying.
  return issue.code === "invalid_union" ? issue.errors[0] : undefined;
}

/**
 * A failure in one sentence that begins with the property's path. The engine gets no path: it would show one beside the reason, but with
 * the value at its root, secret or not ("value {&{{…}}}"), or with "value {<nil>}" for any deeper path.
 */
export function failure(path: readonly PropertyKey[], message: string): CheckFailure {
  return { property: "", reason: `${propertyPath(path)} ${message}` };
}

/** The same for a message that is a sentence by itself. */
export function failureAt(path: readonly PropertyKey[], sentence: string): CheckFailure {
  return { property: "", reason: `${propertyPath(path)}: ${sentence}` };
}

function propertyPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") {
      return `${text}[${part}]`;
    }
    const name = oneLine(String(part));
    if (name === "") {
      return `${text}[""]`;
    }
    return text === "" ? name : `${text}.${name}`;
  }, "");
}

/** `null` and "omitted" both mean "not declared". */
export function withoutAbsent<T extends object>(inputs: T): T {
  const present = { ...inputs };
  for (const [property, value] of Object.entries(inputs)) {
    if (value === undefined || value === null) {
      Reflect.deleteProperty(present, property);
    }
  }
  return present;
}
