import type * as pulumi from "@pulumi/pulumi";
import { enumeration, sentence } from "../grammar.js";
import { isLater, when } from "../program/outputs-and-promises.js";
import { runError } from "../program/program-errors.js";
import { notKnown } from "../unknown-name-wording.js";
import type {
  EnableAllExceptArgs,
  PostureBaselineArgs,
  PostureBehaviors,
  PostureFraudArgs,
  RiskPostureArgs,
} from "./args.js";
import type { LayerValue } from "./merge.js";

/** Refuses arguments that would fail with an unclear message, or would be dropped silently. */
export function requirePosture(subject: string, args: RiskPostureArgs): void {
  onlyThese(subject, args, ["baseline", "accounts", "zones", "requires", "onDestroy", "transform"]);
  onlyThese(`${subject}, transform`, args.transform ?? {}, ["accounts", "zones"]);
  for (const [name, account] of entriesOf(subject, "accounts", args.accounts)) {
    onlyThese(`${subject}, account ${name}`, account, [
      "accountId",
      "behaviors",
      "enableAllExcept",
      "provider",
    ]);
  }
  for (const [name, zone] of entriesOf(subject, "zones", args.zones)) {
    onlyThese(`${subject}, zone ${name}`, zone, ["zoneId", "fraud", "provider"]);
  }
}

/** Refuses unknown properties of a baseline. */
export function checkedBaseline(
  subject: string,
  baseline: LayerValue<PostureBaselineArgs>,
): LayerValue<PostureBaselineArgs> {
  return when(baseline, (known) => onlyThese(`${subject}, baseline`, known, ["behaviors", "fraud"]));
}

/** Refuses anything but a map of behaviors. */
export function checkedBehaviors(
  subject: string,
  behaviors: LayerValue<PostureBehaviors>,
): LayerValue<PostureBehaviors> {
  return when(behaviors, (known) => requireObject(subject, known, "behaviors by their keys"));
}

/** Refuses unknown properties of fraud settings. */
export function checkedFraud(
  subject: string,
  fraud: LayerValue<PostureFraudArgs>,
): LayerValue<PostureFraudArgs> {
  return when(fraud, (known) => {
    onlyThese(subject, known, ["userProfiles", "usernameExpressions", "authenticationSettings"]);
    return known && known.authenticationSettings !== undefined
      ? {
          ...known,
          authenticationSettings: when(known.authenticationSettings, (settings) =>
            onlyThese(`${subject}, authenticationSettings`, settings, ["successCriteria", "failureCriteria"]),
          ),
        }
      : known;
  });
}

/** Refuses missing keys and unknown properties: a mistyped `riskLevel` would enable all behaviors at another level. */
export function checkedExceptions(
  subject: string,
  except: pulumi.Input<EnableAllExceptArgs | undefined>,
): pulumi.Input<EnableAllExceptArgs | undefined> {
  return when(except, (known) => {
    onlyThese(`${subject}: enableAllExcept`, known, ["keys", "riskLevel"]);
    if (known && known.keys === undefined) {
      throw runError(`${subject}: enableAllExcept needs keys, which may be [].`);
    }
    return known ?? undefined;
  });
}

/** Refuses anything but an object, because merging would drop it. */
function requireObject<T>(subject: string, value: T, content: string): T {
  const given: unknown = value ?? {};
  if (typeof given !== "object" || Array.isArray(given)) {
    throw runError(`${subject} must be an object with ${content}.`);
  }
  return value;
}

/** Refuses unknown properties, because merging would drop them. */
function onlyThese<T>(subject: string, value: T, known: readonly (keyof NonNullable<T> & string)[]): T {
  requireObject(subject, value, enumeration(known));
  const given = typeof value === "object" && value !== null ? Object.keys(value) : [];
  const unknown = given.find((key) => !known.some((other) => other === key));
  if (unknown !== undefined) {
    throw runError(sentence(`${subject}: ${unknown} ${notKnown(unknown, known)}`));
  }
  return value;
}

function entriesOf<T>(subject: string, property: string, map: Record<string, T> | undefined): [string, T][] {
  if (isLater(map)) {
    throw runError(
      `${subject}: ${property} must be known when the program runs, because resources are named by it. Its values may be outputs and secrets.`,
    );
  }
  requireObject(`${subject}: ${property}`, map, `the ${property} by names of your choice`);
  return Object.entries(map ?? {}).map(([name, value]) => {
    if (typeof value !== "object" || value === null || isLater(value)) {
      throw runError(
        `${subject}: ${property}.${name} must be an object that is known when the program runs. Its properties may be outputs and secrets.`,
      );
    }
    return [name, value];
  });
}
