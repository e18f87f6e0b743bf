import fc from "fast-check";
import { type Fault, faults } from "./cloud.js";
import { kindOf, type Slot, slots } from "./program.js";
import type { Json, OnDestroy } from "./units.js";
import { accounts, type Place, placesOf, zones } from "./world.js";
import { INVALID } from "./zone-rules.js";

/** People edit the program. */
export type Edit =
  | { readonly do: "declare"; readonly slot: Slot; readonly unit: string; readonly value: Json }
  /** The unit is the nth of those that are declared, so that there mostly is one. */
  | { readonly do: "undeclare" | "move"; readonly nth: number }
  | { readonly do: "remove"; readonly slot: Slot }
  | { readonly do: "set place"; readonly slot: Slot; readonly place: Place }
  | { readonly do: "set onDestroy"; readonly slot: Slot; readonly onDestroy: OnDestroy | undefined }
  | { readonly do: "rename"; readonly slot: Slot; readonly withAlias: boolean }
  | { readonly do: "reverse" };

/** Somebody else acts, or something fails. */
export type Event =
  | { readonly do: "drift" | "meanwhile"; readonly place: Place; readonly unit: string; readonly value: Json }
  | { readonly do: "appear" | "vanish"; readonly place: Place; readonly unit: string }
  | { readonly do: "lose" | "regain"; readonly what: Losable; readonly place: Place }
  | { readonly do: "set token"; readonly token: Token }
  | { readonly do: "set PUT"; readonly place: Place; readonly mode: PutMode; readonly answer: PutAnswer }
  | { readonly do: "fail"; readonly faults: readonly Fault[] }
  | { readonly do: "heal" };

/** People run pulumi. */
export type PulumiRun =
  | { readonly do: "preview" | "refresh" | "destroy" }
  | { readonly do: "up"; readonly checks: "all first" | "one by one" }
  | { readonly do: "up --replace" | "up --target"; readonly slot: Slot }
  | { readonly do: "up, killed"; readonly after: number };

/** One thing that happens in a history. Plain data, so that a history can be shrunk and told. */
export type Command = { readonly edit: Edit } | { readonly event: Event } | { readonly pulumi: PulumiRun };

const losable = ["the place", "the permission", "the subscription"] as const;
type Losable = (typeof losable)[number];
type Token = "writes" | "reads" | "revoked";
type PutMode = "merge" | "replace";
type PutAnswer = "all" | "sent";

/** Keys that stand here more than once meet each other more often. The last is not there at first. */
const KEYS = [
  ...["imp_travel", "high_dlp", "zt_extra", "imp_travel", "high_dlp", "zt_extra", "imp_travel", "high_dlp"],
  ...["sentinel_one", "sentinel_one", "zt_new"],
];
const behavior = fc.constantFrom(
  ...[true, false].flatMap((enabled) => ["low", "high"].map((riskLevel) => ({ enabled, riskLevel }))),
);
const expression = (field: string) => `http.request.body.form["hidden_${field}"][0]`;

interface Unit {
  readonly unit: string;
  readonly value: Json;
}

const behaviorUnit = fc.record<Unit>({ unit: fc.constantFrom(...KEYS), value: behavior });

/** Values of the four fraud settings. Those that make a program fail are the rarer ones. */
const fraudUnit: fc.Arbitrary<Unit> = fc.oneof(
  { weight: 8, arbitrary: unitOf("userProfiles", "enabled", "enabled", "enabled", "enabled", "disabled") },
  {
    weight: 8,
    arbitrary: unitOf("usernameExpressions", [expression("a")], [], [expression("b"), expression("a")]),
  },
  { weight: 8, arbitrary: unitOf("successCriteria", ...criteria([302, 200, 200], [200], [], [200, 201])) },
  {
    weight: 8,
    arbitrary: unitOf("failureCriteria", ...criteria([403, 401, 403], [401], [], [403, 429], [200])),
  },
  { weight: 1, arbitrary: unitOf("usernameExpressions", [INVALID]) },
);

function criteria(...lists: number[][]): Json[] {
  return lists.map((statusCodes) => ({ statusCodes }));
}

function unitOf(unit: string, ...values: Json[]): fc.Arbitrary<Unit> {
  return fc.constantFrom(...values).map((value) => ({ unit, value }));
}

const slot = fc.constantFrom(...slots);
const account = fc.constantFrom(...accounts);
const zone = fc.constantFrom(...zones);
const place = fc.oneof(account, zone);
const unitAt = (at: Slot) => (kindOf(at) === "RiskBehaviors" ? behaviorUnit : fraudUnit);

const inSlot = slot.chain((at) => unitAt(at).map((unit) => ({ slot: at, ...unit })));
const somewhere = fc
  .oneof(fc.record({ place: account, unit: behaviorUnit }), fc.record({ place: zone, unit: fraudUnit }))
  .map(({ place: at, unit }) => ({ place: at, ...unit }));

const edit = fc.oneof<fc.WeightedArbitrary<Edit>[]>(
  { weight: 16, arbitrary: inSlot.map((unit) => ({ do: "declare", ...unit })) },
  { weight: 6, arbitrary: fc.nat(7).map((nth) => ({ do: "undeclare", nth })) },
  { weight: 3, arbitrary: fc.nat(7).map((nth) => ({ do: "move", nth })) },
  { weight: 2, arbitrary: slot.map((at) => ({ do: "remove", slot: at })) },
  {
    weight: 2,
    arbitrary: slot.chain((at) =>
      fc.constantFrom(...placesOf(kindOf(at))).map((to) => ({ do: "set place", slot: at, place: to })),
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(slot, fc.constantFrom<(OnDestroy | undefined)[]>(undefined, "disable", "retain", "restore"))
      .map(([at, onDestroy]) => ({ do: "set onDestroy", slot: at, onDestroy })),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(slot, fc.boolean()).map(([at, withAlias]) => ({ do: "rename", slot: at, withAlias })),
  },
  { weight: 1, arbitrary: fc.constant({ do: "reverse" }) },
);

/** The second one hits the look that follows a write. */
const oneOrTwo = fc
  .tuple(fc.constantFrom(...faults), fc.constantFrom<Fault[][]>([], [], ["GET refused"]))
  .map(([first, second]) => [first, ...second]);

const event = fc.oneof<fc.WeightedArbitrary<Event>[]>(
  { weight: 10, arbitrary: somewhere.map((unit) => ({ do: "drift", ...unit })) },
  {
    weight: 3,
    arbitrary: fc.tuple(account, fc.constantFrom(...KEYS)).map(([at, unit]) => ({
      do: "meanwhile",
      place: at,
      unit,
      value: { enabled: true, riskLevel: "medium" },
    })),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom("appear", "vanish"), account, fc.constantFrom(...KEYS))
      .map(([how, at, unit]) => ({ do: how, place: at, unit })),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom("lose", "lose", "lose", "regain"), fc.constantFrom(...losable), place)
      .map(([how, what, at]) => ({ do: how, what, place: at })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom<Token[]>("writes", "reads", "revoked")
      .map((token) => ({ do: "set token", token })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        account,
        fc.constantFrom<PutMode[]>("replace", "merge"),
        fc.constantFrom<PutAnswer[]>("all", "sent"),
      )
      .map(([at, mode, answer]) => ({ do: "set PUT", place: at, mode, answer })),
  },
  { weight: 3, arbitrary: oneOrTwo.map((some) => ({ do: "fail", faults: some })) },
  { weight: 4, arbitrary: fc.constant({ do: "heal" }) },
);

const pulumi = fc.oneof<fc.WeightedArbitrary<PulumiRun>[]>(
  {
    weight: 14,
    arbitrary: fc.constantFrom("all first", "one by one").map((checks) => ({ do: "up", checks })),
  },
  { weight: 3, arbitrary: fc.constant({ do: "refresh" }) },
  { weight: 1, arbitrary: fc.constantFrom("preview", "destroy").map((what) => ({ do: what })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom("up --replace", "up --target"), slot)
      .map(([what, at]) => ({ do: what, slot: at })),
  },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 4 }).map((after) => ({ do: "up, killed", after })) },
);

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 32, arbitrary: edit.map((it) => ({ edit: it })) },
  { weight: 13, arbitrary: event.map((it) => ({ event: it })) },
  { weight: 25, arbitrary: pulumi.map((it) => ({ pulumi: it })) },
);

/** A history of up to 30 commands. */
export const history: fc.Arbitrary<Command[]> = fc.array(command, { maxLength: 30, size: "max" });
