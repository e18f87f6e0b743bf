import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { containsUnknown, UNKNOWN } from "../../provider/engine/unknown.js";
import { failureCode, riskLevel, sortedCodes, successCode } from "../support/arbitraries.js";
import { NOTHING_IN_SECRET } from "./model.js";

/** What a program says, plain for the model, and as the program gives it. */
export interface Said {
  readonly plain: unknown;
  readonly given: unknown;
}

const plainly = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Said> =>
  value.map((plain) => ({ plain, given: plain }));

/** As it is, as a promise, as an output or as a secret; or not known yet. An output is known as a whole or not at all. */
function inAnyForm(said: fc.Arbitrary<Said>): fc.Arbitrary<Said> {
  const unknown = () => pulumi.output(pulumi.unknown);
  const later = ({ plain, given }: Said, wrap: (value: unknown) => unknown): Said => ({
    plain: containsUnknown(plain) ? UNKNOWN : withoutSecrets(plain),
    given: wrap(given),
  });
  const inSecret = ({ plain, given }: Said): Said => ({
    plain: plain === undefined ? NOTHING_IN_SECRET : plain,
    given,
  });
  return fc.oneof(
    { weight: 6, arbitrary: said },
    { weight: 1, arbitrary: said.map(({ plain, given }) => ({ plain, given: Promise.resolve(given) })) },
    { weight: 1, arbitrary: said.map((value) => later(value, pulumi.output)) },
    { weight: 1, arbitrary: said.map((value) => inSecret(later(value, pulumi.secret))) },
    { weight: 1, arbitrary: fc.constant(0).map(() => ({ plain: UNKNOWN, given: unknown() })) },
  );
}

/** An output takes the secrets of its parts for its own. */
function withoutSecrets(plain: unknown): unknown {
  return typeof plain === "object" && plain !== null && !Array.isArray(plain)
    ? Object.fromEntries(
        Object.entries(plain).map(([name, item]) => [name, item === NOTHING_IN_SECRET ? undefined : item]),
      )
    : plain;
}

/** An object with some of these parts. */
function objectOf(
  parts: Record<string, fc.Arbitrary<Said>>,
  requiredKeys: string[] = [],
): fc.Arbitrary<Said> {
  return fc.record(parts, { requiredKeys }).map((object) => part(object));
}

function part(object: Record<string, Said | undefined>): Said {
  const of = (form: keyof Said) =>
    Object.fromEntries(Object.entries(object).map(([name, said]) => [name, said?.[form]]));
  return { plain: of("plain"), given: of("given") };
}

const orNull = (said: fc.Arbitrary<Said>) =>
  fc.oneof({ weight: 5, arbitrary: said }, { weight: 1, arbitrary: plainly(fc.constant(null)) });
const orNothing = (said: fc.Arbitrary<Said>) =>
  fc.oneof({ weight: 5, arbitrary: orNull(said) }, { weight: 1, arbitrary: plainly(fc.constant(undefined)) });

/** How each part of a layer may be given. */
type Form = (said: fc.Arbitrary<Said>) => fc.Arbitrary<Said>;

const published = fc.constantFrom("imp_travel", "high_dlp", "sentinel_one");
const key = fc.oneof(published, fc.constantFrom("toString", "new_one"));

function behavior(form: Form): fc.Arbitrary<Said> {
  return objectOf({ enabled: form(plainly(fc.boolean())), riskLevel: plainly(riskLevel) }, [
    "enabled",
    "riskLevel",
  ]);
}

function behaviors(form: Form, key: fc.Arbitrary<string>): fc.Arbitrary<Said> {
  return orNothing(
    form(
      fc.dictionary(key, form(orNothing(behavior(form))), { maxKeys: 4, noNullPrototype: true }).map(part),
    ),
  );
}

function fraud(form: Form): fc.Arbitrary<Said> {
  const criterion = (code: fc.Arbitrary<number>) =>
    form(orNothing(objectOf({ statusCodes: plainly(sortedCodes(code)) }, ["statusCodes"])));
  const authentication = objectOf({
    successCriteria: criterion(successCode),
    failureCriteria: criterion(failureCode),
  });
  const settings = objectOf({
    userProfiles: form(orNothing(plainly(fc.constantFrom("enabled", "disabled")))),
    usernameExpressions: form(orNothing(plainly(fc.array(fc.constantFrom("a", "b"), { maxLength: 2 })))),
    authenticationSettings: form(orNothing(authentication)),
  });
  return orNothing(form(settings));
}

const asItIs: Form = (said) => said;

/** What a layer says of behaviors. */
export const behaviorsLayer = behaviors(inAnyForm, key);
/** What an account's lookup answers to enable. */
export const enabledBehaviors = inAnyForm(
  fc.dictionary(key, behavior(asItIs), { maxKeys: 4, noNullPrototype: true }).map(part),
);
export const plainBehaviors = behaviors(asItIs, key);
/** Without keys over which Pulumi's SDK fails, or that no account has. */
export const publishedBehaviors = behaviors(asItIs, published);

/** What a layer says of fraud settings. */
export const fraudLayer = fraud(inAnyForm);
export const plainFraud = fraud(asItIs);

/** As the program gives it. The compiler cannot follow what is generated. */
export function given<T>(said: readonly Said[]): T[];
export function given(said: readonly Said[]): unknown[] {
  return said.map(({ given }) => given);
}
