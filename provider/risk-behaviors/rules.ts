import { Identifier } from "../cloudflare/identifier.js";
import { containsUnknown, isUnknown, UNKNOWN } from "../engine/unknown.js";
import { oneLine } from "../foreign-text.js";
import { required } from "../sentences.js";
import type { Declared, Draft, Recorded, Rules, Violation } from "../settings/kind.js";
import { ON_DESTROY } from "../settings/on-destroy.js";
import { sameSetting, settingNames } from "../settings/settings.js";
import { checkInputs, either, OnDestroyInput, onlyThese, orUnknown } from "../settings/validation.js";
import { readState } from "../state.js";
import * as z from "../zod.js";
import { RISK_LEVELS } from "./levels.js";
import { noSuchBehavior, PUBLISHED_KEYS } from "./names.js";
import type { BehaviorDetails, ObservedBehavior } from "./values.js";

/** The settings of an account: its behaviors, by key. */
export type Behaviors = Record<string, ObservedBehavior>;

const DeclaredBehavior = onlyThese(
  {
    enabled: orUnknown(z.boolean(required("must be true or false"))),
    riskLevel: orUnknown(z.enum(RISK_LEVELS, required(`must be ${either(RISK_LEVELS)}`))),
    // What getRiskBehaviors answers can be declared as it is. Nobody can set these two.
    name: z.unknown().optional(),
    description: z.unknown().optional(),
  },
  "must be an object with enabled and riskLevel",
).overwrite(({ enabled, riskLevel }) => ({ enabled, riskLevel }));

const Inputs = onlyThese({
  accountId: orUnknown(Identifier),
  behaviors: orUnknown(
    z.record(
      z.string().min(1),
      orUnknown(DeclaredBehavior),
      required("must be a map from behavior keys (imp_travel, …) to { enabled, riskLevel }"),
    ),
  ),
  onDestroy: orUnknown(OnDestroyInput).nullish(),
});

const State = z.object({
  accountId: z.string(),
  behaviors: z.record(z.string(), z.object({ enabled: z.boolean(), riskLevel: z.string() })),
  onDestroy: z.enum(ON_DESTROY).optional(),
  initial: z.record(z.string(), z.object({ enabled: z.boolean(), riskLevel: z.string() })).default({}),
  unconfirmed: z.boolean().default(false),
});

/** Inputs of which any part may be unknown. */
const DraftInputs = z.object({
  accountId: z.string().optional(),
  behaviors: z.union([z.literal(UNKNOWN), z.record(z.string(), z.unknown())]).optional(),
  onDestroy: z.enum([...ON_DESTROY, UNKNOWN]).optional(),
});

/** What decides about behaviors, without talking to anybody. */
export const behaviorRules: Rules<Behaviors> = {
  type: "RiskBehaviors",
  place: "account",
  lookup: "getRiskBehaviors",
  idProperty: "accountId",
  check: (news) => checkInputs(Inputs, news),
  draft,
  decode,
  encode,
  encodeInitial: (initial) => initial,
  orderedWrites: (_live, wanted) => [wanted],
  violations,
  needed: () => [],
  path: (key) => ["behaviors", key],
  doubtful: (key) => !PUBLISHED_KEYS.includes(key),
  missing,
  isMapWiped,
  // No level is documented as the default, so disabling keeps the live one.
  disabledValue: (_key, { riskLevel }) => ({ enabled: false, riskLevel }),
  describe: (_key, { enabled, riskLevel }) => `${enabled ? "enabled" : "disabled"}, ${oneLine(riskLevel)}`,
};

/** Only what can be set. */
export function withoutDetails(behaviors: Record<string, BehaviorDetails>): Behaviors {
  return Object.fromEntries(
    Object.entries(behaviors).map(([key, { enabled, riskLevel }]) => [key, { enabled, riskLevel }]),
  );
}

function draft(inputs: object): Draft<Behaviors> {
  const { accountId, behaviors = {}, onDestroy } = readState(DraftInputs, inputs);
  const entries = Object.entries(isUnknown(behaviors) ? {} : behaviors);
  const known = entries.filter(([, behavior]) => !containsUnknown(behavior));
  const declared = readState(State.shape.behaviors, Object.fromEntries(known));
  return {
    ...(accountId === undefined || isUnknown(accountId) ? {} : { id: accountId }),
    settings: declared,
    unknown: entries.map(([key]) => key).filter((key) => !Object.hasOwn(declared, key)),
    complete: !isUnknown(behaviors),
    ...(onDestroy === undefined ? {} : { onDestroy }),
  };
}

function decode(props: object): Recorded<Behaviors> {
  const { accountId, behaviors, onDestroy, initial, unconfirmed } = readState(State, props);
  return {
    id: accountId,
    settings: behaviors,
    initial,
    unconfirmed,
    ...(onDestroy === undefined ? {} : { onDestroy }),
  };
}

function encode({ id, settings, onDestroy }: Declared<Behaviors>): object {
  return { accountId: id, behaviors: settings, ...(onDestroy === undefined ? {} : { onDestroy }) };
}

/** What the API does with a key that it does not know is documented nowhere, so no such key is ever sent. */
function violations(live: Behaviors, wanted: Partial<Behaviors>): Violation<Behaviors>[] {
  return settingNames(wanted).flatMap((setting) => {
    const reason = missing(setting, live);
    return reason === undefined ? [] : [{ setting, reason }];
  });
}

function missing(key: string, live: Behaviors): string | undefined {
  return Object.hasOwn(live, key) ? undefined : noSuchBehavior(key, settingNames(live));
}

/**
 * Behaviors are disabled by default, at a level that is documented nowhere. If all that were enabled and all that changed are disabled
 * or gone now, the PUT has replaced the map: a behavior that was disabled all along has lost no more than its level.
 */
function isMapWiped(before: Partial<Behaviors>, after: Partial<Behaviors>): boolean {
  const telling = settingNames(before).filter(
    (key) => before[key]?.enabled || !sameSetting(key, before, after),
  );
  return telling.length > 0 && telling.every((key) => !after[key]?.enabled);
}
