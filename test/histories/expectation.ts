import type { RunMemory } from "./run-memory.js";
import type { Step } from "./stack.js";
import {
  differing,
  filter,
  isEmpty,
  type Json,
  type Kind,
  names,
  type OnDestroy,
  type Owned,
  omit,
  type Props,
  pick,
  placeProperty,
  readProps,
  same,
  type Units,
  unitProps,
} from "./units.js";
import type { World } from "./world.js";
import { needed, obstructed, refusedByApi } from "./zone-rules.js";

/** What the promises say of one operation, before it takes place. */
export interface Expectation {
  readonly place: string;
  /** What is written, unit by unit. Whatever is not in here stays as it is. */
  readonly writes: Units;
  /** What may be tried, if the API may refuse a part of it. */
  readonly attempted?: Units;
  /** The outputs, of an operation that has any. */
  readonly outputs?: Props;
  /** Why it cannot succeed. */
  readonly failure?: string;
  /** The requests that it may take. */
  readonly gets: number;
  readonly puts: readonly [least: number, most: number];
  /** What the state must know if a write fails half-way and one look shows these units afterwards. */
  readonly halfDone?: (seen: Units) => Props;
  /** What the state must know if it fails otherwise: only where a predecessor has handed over what nobody else remembers. */
  readonly inherited?: (seen: Units) => Props;
}

const NOTHING: Omit<Owned, "place"> = { units: {}, initial: {}, onDestroy: "restore", unconfirmed: false };

export function expectStep(
  step: Exclude<Step, { op: "read" }>,
  world: World,
  memory: RunMemory,
): Expectation {
  if (step.op === "delete")
    return expectDelete(step.old.kind, readProps(step.old.kind, step.old.outputs), world, memory);
  const { kind } = step.declaration;
  const declared = readProps(kind, step.inputs);
  if (step.op === "create") {
    return settle(
      { kind, declared, recorded: { place: declared.place, ...NOTHING }, inputs: step.inputs },
      world,
      memory,
    );
  }
  const recorded = readProps(kind, step.old.outputs);
  if (!recorded.unconfirmed && same(recorded.units, declared.units)) {
    // Only onDestroy has changed: nothing to ask anybody.
    const outputs = outputsOf(kind, step.inputs, declared.units, recorded.initial);
    return { place: declared.place, writes: {}, outputs, gets: 0, puts: [0, 0] };
  }
  return settle({ kind, declared, recorded, inputs: step.inputs }, world, memory);
}

function expectDelete(kind: Kind, recorded: Owned, world: World, memory: RunMemory): Expectation {
  const declared = { ...recorded, units: {} };
  if (recorded.onDestroy === "retain" || isEmpty(recorded.units)) {
    leaveClaimed(recorded, declared, memory);
    return { place: recorded.place, writes: {}, gets: 0, puts: [0, 0] };
  }
  const settled = settle({ kind, declared, recorded, inputs: {} }, world, memory);
  const { outputs: _outputs, halfDone: _halfDone, failure, ...expected } = settled;
  if (failure === undefined) return expected;
  return failure === "gone" ? { ...expected, writes: {}, puts: [0, 0] } : { ...expected, failure };
}

interface Work {
  readonly kind: Kind;
  readonly recorded: Owned;
  readonly declared: Owned;
  readonly inputs: Props;
}

/** From what is recorded to what is declared: promises 1, 2 and 9. */
function settle({ kind, recorded, declared, inputs }: Work, world: World, memory: RunMemory): Expectation {
  const { place } = declared;
  const live = world.live(place);
  const added = names(omit(declared.units, names(recorded.units)));
  const taken = memory.takeOver(place, added);
  const remembered = { ...recorded.initial, ...taken };
  const kept = leaveClaimed(recorded, declared, memory);
  const outputs = outputsOf(kind, inputs, declared.units, remember(remembered, live, declared.units));
  // Nothing is declared, and nothing is left to be given back.
  if (isEmpty(declared.units) && (isEmpty(kept) || declared.onDestroy === "retain")) {
    return { place, writes: {}, outputs, gets: 0, puts: [0, 0] };
  }
  const changes = differing(live, declared.units);
  const back = givenBack({
    live,
    recorded: omit(kept, names(declared.units)),
    initial: recorded.initial,
    onDestroy: declared.onDestroy,
    kind,
  });
  // What is declared does not fail over what is only given back: that is left where it cannot be written.
  const stuck = [...needed(declared.units, back), ...obstructed(kind, live, { ...changes, ...back })];
  const writable = { ...changes, ...omit(back, stuck) };
  const writes = refusedByApi(world, place, writable) === undefined ? writable : changes;
  const failure =
    world.refusal(place, "GET") ??
    (obstructed(kind, live, writes).length > 0 ? "invalid" : undefined) ??
    (isEmpty(writable) ? undefined : world.refusal(place, "PUT")) ??
    refusedByApi(world, place, changes);
  const owned = { ...kept, ...declared.units };
  const inherited = (seen: Units) => ({
    ...outputsOf(kind, inputs, owned, remember(remembered, seen, owned)),
    unconfirmed: true,
  });
  const { gets, puts } = requests(kind, world, memory, place, live, writes);
  return {
    place,
    writes,
    attempted: writable,
    outputs,
    gets,
    // One more PUT, if the first was refused over what is given back.
    puts: [puts[0], puts[1] + (same(writes, writable) ? 0 : 1)],
    ...(failure !== undefined && { failure }),
    ...(!isEmpty(taken) && { inherited }),
    // Recorded is what was recorded, where it is still there; what was to be written, where it is not.
    halfDone: (seen) => {
      const untouched = filter(kept, (unit, value) => same(seen[unit], value));
      const initial = remember(remembered, live, owned);
      return { ...outputsOf(kind, inputs, { ...owned, ...untouched }, initial), unconfirmed: true };
    },
  };
}

/** The recorded units without those that somebody else declares now; what is remembered of these is handed over. */
function leaveClaimed(recorded: Owned, declared: Owned, memory: RunMemory): Units {
  const { place } = declared;
  const claimed = pick(omit(recorded.units, names(declared.units)), memory.claims(place));
  const early = names(claimed).filter((unit) => !memory.isManaged(place, unit));
  memory.handOver(place, pick(recorded.initial, early));
  return omit(recorded.units, names(claimed));
}

interface GivingUp {
  readonly live: Units;
  readonly recorded: Units;
  readonly initial: Units;
  readonly onDestroy: OnDestroy;
  readonly kind: Kind;
}

/** Promise 9: a unit is given back only if nobody has changed it since. */
function givenBack({ live, recorded, initial, onDestroy, kind }: GivingUp): Units {
  if (onDestroy === "retain") return {};
  const untouched = filter(recorded, (unit, value) => unit in live && same(live[unit], value));
  const targets = Object.fromEntries(
    names(untouched).map((unit) => [
      unit,
      (onDestroy === "restore" ? initial[unit] : undefined) ?? off(kind, unit, live[unit]),
    ]),
  );
  return differing(live, targets);
}

function off(kind: Kind, unit: string, live: Json | undefined): Json {
  if (kind === "RiskBehaviors") return { ...(typeof live === "object" ? live : {}), enabled: false };
  if (unit === "userProfiles") return "disabled";
  return unit === "usernameExpressions" ? [] : { statusCodes: [] };
}

/** What was remembered stays; what is managed for the first time is remembered as it is now. */
function remember(remembered: Units, live: Units, owned: Units): Units {
  return pick({ ...live, ...remembered }, names(owned));
}

function outputsOf(kind: Kind, inputs: Props, units: Units, initial: Units): Props {
  const { onDestroy } = inputs;
  return {
    [placeProperty(kind)]: inputs[placeProperty(kind)] ?? "",
    ...unitProps(kind, units),
    ...(onDestroy !== undefined && { onDestroy }),
    initial: kind === "RiskBehaviors" ? initial : unitProps(kind, initial),
  };
}

/** Promise 8. */
function requests(
  kind: Kind,
  world: World,
  memory: RunMemory,
  place: string,
  live: Units,
  writes: Units,
): Pick<Expectation, "gets" | "puts"> {
  if (isEmpty(writes)) return { gets: 1, puts: [0, 0] };
  if (kind === "FraudSettings") {
    const disables = live["userProfiles"] === "enabled" && writes["userProfiles"] === "disabled";
    const puts = disables && ("successCriteria" in writes || "failureCriteria" in writes) ? 2 : 1;
    return { gets: 2, puts: [puts, puts] };
  }
  const { putMode, putAnswer } = world.account(place);
  const putBack = putMode === "replace" && !memory.wiping.has(place) ? 1 : 0;
  return { gets: 1 + (putAnswer === "sent" ? 1 + putBack : 0), puts: [1, 1 + putBack] };
}
