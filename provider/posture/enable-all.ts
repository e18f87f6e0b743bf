import * as pulumi from "@pulumi/pulumi";
import { failProgram, failProgramNaming } from "../program/outputs-and-promises.js";
import { runError } from "../program/program-errors.js";
import { noSuchBehavior, PUBLISHED_KEYS } from "../risk-behaviors/unknown-keys.js";
import type { BehaviorDetails } from "../risk-behaviors/values.js";
import type { EnableAllExceptArgs } from "./args.js";

/** The known arguments of `enableAllExcept`. */
type Exceptions = pulumi.Unwrap<EnableAllExceptArgs>;

/** All behaviors of an account except the exceptions, enabled. */
export function enableAll(
  behaviors: Readonly<Record<string, BehaviorDetails>>,
  { keys, riskLevel }: Exceptions,
): Record<string, BehaviorDetails> {
  const enabled = Object.entries(behaviors)
    .filter(([key]) => !keys.includes(key))
    .map(
      ([key, details]) =>
        [key, { ...details, enabled: true, riskLevel: riskLevel ?? details.riskLevel }] as const,
    );
  return Object.fromEntries(enabled);
}

/**
 * Messages about mistyped keys: they would enable behaviors that are to be left alone. A published key that the account lacks is no
 * mistake, since accounts share lists of exceptions.
 */
export function mistypedExceptions(
  behaviors: Readonly<Record<string, BehaviorDetails>>,
  { keys }: Exceptions,
): string[] {
  const known = Object.keys(behaviors);
  return keys
    .filter((key) => !known.includes(key) && !PUBLISHED_KEYS.includes(key))
    .map((key) => `${key} ${noSuchBehavior(key, known)}`);
}

/** Whether these are keys at all: a program in JavaScript may give any value. */
export function areKeys(keys: unknown): boolean {
  return Array.isArray(keys) && keys.every((key) => typeof key === "string");
}

/** How to reach an account. */
export interface AccountLookup {
  /** Resolves when the account's credentials are known. */
  readonly ready: pulumi.Input<unknown>;
  /** All behaviors of an account. Undefined if a preview cannot ask yet, because the credentials are not known. */
  behaviorsOf(accountId: string): Promise<Readonly<Record<string, BehaviorDetails>> | undefined>;
}

/**
 * Enables all behaviors that an account has when the program runs, except the exceptions.
 *
 * @param subject "RiskPosture acme, account emea"
 */
export function lookUpEnabled(
  subject: string,
  accountId: pulumi.Input<string>,
  except: pulumi.Input<EnableAllExceptArgs | undefined>,
  lookup: AccountLookup,
): pulumi.Output<Record<string, BehaviorDetails>> {
  // A secret id does not make the account's behaviors secret.
  return pulumi
    .all([pulumi.unsecret(pulumi.output(accountId)), except, lookup.ready])
    .apply(async ([id, exceptions]) => {
      if (exceptions === undefined) {
        return {};
      }
      if (!areKeys(exceptions.keys)) {
        return failProgram(
          runError(
            `${subject}: enableAllExcept.keys must be a list of the keys of behaviors, which may be [].`,
          ),
        );
      }
      const behaviors = await lookup
        .behaviorsOf(id)
        .catch((error: unknown) => failProgramNaming(`${subject}: enableAllExcept`, error));
      if (behaviors === undefined) {
        return notKnownYet();
      }
      const mistyped = mistypedExceptions(behaviors, exceptions);
      return mistyped.length > 0
        ? failProgram(runError(`${subject}: enableAllExcept.keys: ${mistyped.join(" ")}`))
        : enableAll(behaviors, exceptions);
    });
}

function notKnownYet<T>(): T;
function notKnownYet(): unknown {
  return pulumi.unknown;
}
