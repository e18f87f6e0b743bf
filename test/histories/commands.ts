import fc from "fast-check";
import { type Fault, faults, type Moment } from "./cloud.js";
import type { Edit } from "./program.js";
import { kindOf, type Options, type Slot, slots } from "./program-positions.js";
import type { Json, OnDestroy, Settings } from "./settings.js";
import { accounts, type Place, type PutAnswer, zones } from "./world.js";

/** A change by somebody else, or a failure. */
export type Event =
  | { readonly event: "somebody sets"; readonly place: Place; readonly name: string; readonly value: Json }
  /** In the next run: between its checks and its operations, or when a request arrives. */
  | (ConcurrentChange & { readonly event: "in the next run somebody sets" })
  | { readonly event: "in the next run fails"; readonly faults: readonly Failing[] };
export interface ConcurrentChange {
  readonly when: Moment | "between checks and operations";
  readonly place: Place;
  readonly name: string;
  readonly value: Json;
}
type Failing = Moment & { readonly fault: Fault; readonly until?: "the end" };

export type Steps = "checks first" | "at once" | "one by one";

/** A run of pulumi. */
export type PulumiRun =
  | { readonly pulumi: "preview and up" | "refresh" | "destroy" }
  | { readonly pulumi: "up"; readonly steps: Steps }
  | { readonly pulumi: "up --replace" | "up --target"; readonly slot: Slot }
  | { readonly pulumi: "up, killed"; readonly after: number; readonly steps: Steps }
  /** With an input in this resource that its check refuses. The input is corrected after that run. */
  | { readonly pulumi: "up, refused"; readonly slot: Slot; readonly steps: Steps };

/** One event of a history. It is plain data, so that a history can be shortened and printed. */
export type Command = Edit | Event | PulumiRun;
export interface Story {
  readonly putAnswer: PutAnswer;
  /** The slots whose resources are sets. */
  readonly sets: readonly Slot[];
  readonly commands: readonly Command[];
}

const KEYS = ["imp_travel", "imp_travel", "high_dlp", "high_dlp", "sentinel_one", "zt_extra"];
const pair = fc.constantFrom("alpha", "beta");
const slot = fc.constantFrom<Slot[]>("alpha", "alpha", "beta", "beta", "shop");
const key = fc.constantFrom(...KEYS);
const behavior = fc
  .tuple(fc.boolean(), fc.constantFrom("low", "medium", "high"))
  .map(([enabled, riskLevel]) => ({ enabled, riskLevel }));
const behaviors = fc.dictionary(key, behavior, { maxKeys: 3, noNullPrototype: true });
const expressions = fc.constantFrom<Json[]>([], [form("a")], [form("b"), form("a")]);
const success = fc
  .constantFrom<number[][]>([302, 200, 200], [200], [], [201])
  .map((statusCodes) => ({ statusCodes }));
const failure = fc
  .constantFrom<number[][]>([403, 401, 403], [401], [])
  .map((statusCodes) => ({ statusCodes }));
const anyFraud = fc.oneof(
  fc.record({ name: fc.constant("usernameExpressions"), value: expressions }),
  fc.record({ name: fc.constant("successCriteria"), value: success }),
  fc.record({ name: fc.constant("failureCriteria"), value: failure }),
);

/** Criteria are declared together with user profiles, as the documentation requires. */
const fraud: fc.Arbitrary<Settings> = fc.oneof(
  expressions.map((usernameExpressions) => ({ usernameExpressions })),
  fc.record(
    {
      userProfiles: fc.constant("enabled"),
      usernameExpressions: expressions,
      successCriteria: success,
      failureCriteria: failure,
    },
    { requiredKeys: ["userProfiles"], noNullPrototype: true },
  ),
);

const somewhere = fc.oneof(
  { weight: 4, arbitrary: fc.record({ place: fc.constantFrom(...accounts), name: key, value: behavior }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...zones), anyFraud)
      .map(([place, setting]) => ({ place, name: setting.name, value: setting.value })),
  },
);

const options: fc.Arbitrary<Partial<Options>> = fc.oneof(
  fc.record({ provider: fc.constantFrom("default", "other") }),
  fc.record({ deleteBeforeReplace: fc.boolean() }),
  fc.record({ replaceOnChanges: fc.boolean() }),
  fc.record({ replacementTrigger: fc.nat(3) }),
  fc.record({ replaceWith: fc.boolean() }),
);

const edit = fc.oneof<fc.WeightedArbitrary<Edit>[]>(
  {
    weight: 18,
    arbitrary: fc.record({ edit: fc.constant("declare"), slot: pair, name: key, value: behavior }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ edit: fc.constant("declare all"), slot: fc.constant("shop"), settings: fraud }),
  },
  {
    weight: 6,
    arbitrary: fc.oneof(
      fc.record({ edit: fc.constant("declare elsewhere"), slot: pair, settings: behaviors }),
      fc.record({ edit: fc.constant("declare elsewhere"), slot: fc.constant("shop"), settings: fraud }),
    ),
  },
  { weight: 5, arbitrary: fc.record({ edit: fc.constant("undeclare"), nth: fc.nat(7) }) },
  { weight: 6, arbitrary: fc.record({ edit: fc.constant("move"), nth: fc.nat(7) }) },
  { weight: 2, arbitrary: fc.record({ edit: fc.constant("remove"), slot }) },
  {
    weight: 2,
    arbitrary: slot.chain((at) =>
      fc
        .constantFrom<Place[]>(...(kindOf(at) === "RiskBehaviors" ? accounts : zones))
        .map((place): Edit => ({ edit: "set place", slot: at, place })),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      edit: fc.constant("set onDestroy"),
      slot,
      onDestroy: fc.constantFrom<OnDestroy[]>("restore", "disable", "retain"),
    }),
  },
  { weight: 3, arbitrary: fc.record({ edit: fc.constant("rename"), slot, aliases: fc.boolean() }) },
  { weight: 5, arbitrary: fc.record({ edit: fc.constant("set options"), slot, options }) },
  { weight: 2, arbitrary: fc.record({ edit: fc.constant("reverse") }) },
);

const moment: fc.Arbitrary<Moment> = fc.record({
  method: fc.constantFrom("GET", "PUT", "PUT"),
  nth: fc.integer({ min: 1, max: 4 }),
});
const failing: fc.Arbitrary<Failing> = fc
  .tuple(moment, fc.constantFrom(...faults), fc.constantFrom(undefined, undefined, "the end"))
  .map(([at, fault, until]) => ({
    ...at,
    fault,
    // Retries until the deadline would take too long; a proxy's answer has the same effect.
    ...(until && fault.includes("proxy") && { until }),
  }));

/** Where a PUT replaces the map, the API itself loses a change that somebody makes just before the PUT. */
const meanwhile: fc.Arbitrary<ConcurrentChange> = fc
  .tuple(somewhere, fc.oneof(moment, fc.constant("between checks and operations")))
  .map(([what, when]) => ({
    ...what,
    when: what.place === accounts[1] ? "between checks and operations" : when,
  }));

const event = fc.oneof<fc.WeightedArbitrary<Event>[]>(
  { weight: 6, arbitrary: somewhere.map((what) => ({ event: "somebody sets", ...what })) },
  { weight: 5, arbitrary: meanwhile.map((what) => ({ event: "in the next run somebody sets", ...what })) },
  {
    weight: 5,
    arbitrary: fc
      .array(failing, { minLength: 1, maxLength: 2 })
      .map((some) => ({ event: "in the next run fails", faults: some })),
  },
);

const steps = fc.constantFrom<Steps[]>("checks first", "at once", "one by one");
const run = fc.oneof<fc.WeightedArbitrary<PulumiRun>[]>(
  { weight: 12, arbitrary: fc.record({ pulumi: fc.constant("up"), steps }) },
  { weight: 4, arbitrary: fc.record({ pulumi: fc.constant("preview and up") }) },
  { weight: 3, arbitrary: fc.record({ pulumi: fc.constant("refresh") }) },
  { weight: 2, arbitrary: fc.record({ pulumi: fc.constant("destroy") }) },
  { weight: 4, arbitrary: fc.record({ pulumi: fc.constantFrom("up --replace", "up --target"), slot }) },
  {
    weight: 2,
    arbitrary: fc.record({ pulumi: fc.constant("up, killed"), after: fc.integer({ min: 1, max: 3 }), steps }),
  },
  { weight: 3, arbitrary: fc.record({ pulumi: fc.constant("up, refused"), slot, steps }) },
);

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 30, arbitrary: edit },
  { weight: 11, arbitrary: event },
  { weight: 22, arbitrary: run },
);

export const story: fc.Arbitrary<Story> = fc.record({
  putAnswer: fc.constantFrom("all", "sent"),
  sets: fc.constantFrom<Slot[][]>([], [], ["alpha"], ["beta", "shop"], [...slots]),
  commands: fc.array(command, { maxLength: 30, size: "max" }),
});

function form(field: string): Json {
  return `http.request.body.form["${field}"][0]`;
}

export function tell(command: Command): string {
  const [[, what] = ["", ""], ...rest] = Object.entries(command);
  return [
    what,
    ...rest.map(([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`),
  ].join(" ");
}
