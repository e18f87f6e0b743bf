import * as pulumi from "@pulumi/pulumi";
import { stopNaming } from "../program/later.js";
import { runError } from "../program/run-error.js";
import { noSuchBehavior, PUBLISHED_KEYS } from "../risk-behaviors/names.js";
import type { BehaviorDetails } from "../risk-behaviors/values.js";
import type { EnableAllExceptArgs } from "./args.js";

/** What to enable, as it is known when the account's behaviors are. */
export interface Exceptions {
  readonly keys: readonly string[];
  readonly riskLevel?: string | undefined;
}

/** The behaviors of an account that are no exceptions, all enabled. */
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
 * What is wrong with an exception: a mistyped one would enable what it is to leave alone. That an account lacks a behavior that Cloudflare
 * has published is no mistake, for accounts share lists of exceptions.
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

/** How to reach an account. */
export interface AccountLookup {
  /** Comes when it can be reached. */
  readonly ready: pulumi.Input<unknown>;
  behaviorsOf(accountId: string): Promise<Readonly<Record<string, BehaviorDetails>>>;
}

/** Where the exceptions stand in the program, and how to reach the account. */
export interface EnableAll {
  /** "RiskPosture acme, account emea" */
  readonly subject: string;
  readonly accountId: pulumi.Input<string>;
  readonly except: pulumi.Input<EnableAllExceptArgs | undefined>;
  readonly lookup: AccountLookup;
}

/** Looks up what to enable in an account. */
export function lookUpEnabled({
  subject,
  accountId,
  except,
  lookup,
}: EnableAll): pulumi.Output<Record<string, BehaviorDetails>> {
  // That an id is secret does not make the account's behaviors secret.
  return pulumi
    .all([pulumi.unsecret(pulumi.output(accountId)), except, lookup.ready])
    .apply(async ([id, exceptions]) => {
      if (exceptions === undefined) {
        return {};
      }
      try {
        const behaviors = await lookup.behaviorsOf(id);
        const mistyped = mistypedExceptions(behaviors, exceptions);
        if (mistyped.length > 0) {
          throw runError(`${subject}: enableAllExcept.keys: ${mistyped.join(" ")}`);
        }
        return enableAll(behaviors, exceptions);
      } catch (error) {
        return stopNaming(`${subject}: enableAllExcept`, error);
      }
    });
}
