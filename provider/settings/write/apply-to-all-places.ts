import { cancelled } from "../../engine/cancellation.js";
import { concurrently } from "../../places-and-requests-at-once.js";
import type { Records } from "../inputs-and-state/layout.js";
import { type Declared, EMPTY_RECORD, type Recorded } from "../kind.js";
import { OperationLines } from "../messages/grouped-lines.js";
import { progressOf } from "../messages/progress.js";
import type { Resource } from "../provider-session.js";
import { hasSettings, type Settings } from "../settings.js";
import { applyToPlace, offerAndWait } from "./apply-to-place.js";
import type { Operation } from "./operation-on-place.js";
import { notBegun } from "./record-after-failure.js";
import { RecordRoom } from "./record-room.js";
import { isSettled, type Transition, transitionOf } from "./recorded-and-declared.js";

/** The outcome of an operation on all accounts or zones of a resource. */
export interface Outcome<S extends Settings> {
  /** The new records. */
  readonly records: Records<S>;
  /** The errors of accounts or zones that failed, by id. */
  readonly failures: ReadonlyMap<string, Error>;
  /** Accounts or zones that were not begun, since the operation was cancelled. */
  readonly left: readonly string[];
  /** The number of accounts or zones with work to do. `isRecorded`: whether that work has changed the records. */
  readonly total: number;
  readonly isRecorded: boolean;
}

/** Brings all accounts and zones of a resource from recorded to declared settings. A failure of one does not stop the others. */
export async function applyToAllPlaces<S extends Settings>(
  resource: Resource<S>,
  recorded: Records<S>,
  declared: Records<S>,
): Promise<Outcome<S>> {
  const { session } = resource;
  session.hasBegunOperation = true;
  const transitions = transitionsOf(recorded, declared);
  // An account or zone that fails, or is not begun, keeps its record by default.
  const results = new Map(recorded.places);
  const record = (result: Recorded<S>) => {
    if (declared.places.has(result.id)) {
      results.set(result.id, result);
    } else {
      results.delete(result.id);
    }
  };
  const open: Transition<S>[] = [];
  for (const transition of transitions) {
    if (isSettled(session, transition) && !hasSettings(transition.forgotten)) {
      record({ ...transition.declared, initial: transition.recorded.initial, unconfirmed: false });
    } else {
      open.push(transition);
    }
  }
  const failures = new Map<string, Error>();
  const left = new Set(open.map((transition) => transition.declared.id));
  let isRecorded = false;
  const recordFailed = (result: Recorded<S> | undefined) => {
    if (result !== undefined) {
      results.set(result.id, result);
      isRecorded = true;
    }
  };
  await Promise.all(open.map((transition) => offerAndWait(resource, transition)));
  const room = new RecordRoom<S>(resource.kind, recorded, declared);
  await workOnAll(resource, open, room, async (transition, operation) => {
    const { id } = transition.declared;
    left.delete(id);
    const result = await applyToPlace(operation, transition);
    if (!("error" in result)) {
      record(result.recorded);
      isRecorded = true;
      return;
    }
    failures.set(id, result.error);
    recordFailed(result.recorded);
  });
  for (const transition of open.filter(({ declared: { id } }) => left.has(id))) {
    recordFailed(notBegun(session, transition));
  }
  const { onDestroy } = declared;
  const inOrder = transitions.flatMap((transition) => results.get(transition.declared.id) ?? []);
  return {
    records: {
      places: new Map(inOrder.map((place) => [place.id, place])),
      ...(onDestroy === undefined ? {} : { onDestroy }),
    },
    failures,
    left: [...left],
    total: open.length,
    isRecorded,
  };
}

/** The declared accounts or zones come first, in their order. */
function transitionsOf<S extends Settings>(recorded: Records<S>, declared: Records<S>): Transition<S>[] {
  const { onDestroy } = declared;
  const end = onDestroy === undefined ? {} : { onDestroy };
  const ids = new Set([...declared.places.keys(), ...recorded.places.keys()]);
  return [...ids].map((id) => {
    const before: Recorded<S> = recorded.places.get(id) ?? { id, ...EMPTY_RECORD };
    const after: Declared<S> = declared.places.get(id) ?? { id, settings: {}, ...end };
    return transitionOf(before, after);
  });
}

async function workOnAll<S extends Settings>(
  { kind, layout, session }: Resource<S>,
  transitions: readonly Transition<S>[],
  room: RecordRoom<S>,
  work: (transition: Transition<S>, operation: Operation<S>) => Promise<void>,
): Promise<void> {
  const declared = transitions.map((transition) => transition.declared);
  const ids = declared.map(({ id }) => id);
  const lines = new OperationLines({ layout, session }, ids, session.claims.urnOf(declared));
  const progress = progressOf({ layout, kind }, transitions.length, (line) => lines.logProgress(line));
  try {
    await concurrently(
      transitions,
      async (transition) => {
        const { id } = transition.declared;
        const log: Operation<S>["log"] = (line, severity) => lines.log(id, line, severity);
        const makeRoom = (live: S) => room.take(transition, live);
        await work(transition, { kind, session, id, makeRoom, log, delivered: () => lines.delivered() });
        progress?.advance();
      },
      () => cancelled().aborted,
    );
  } finally {
    progress?.end();
    await lines.flushed();
  }
}
