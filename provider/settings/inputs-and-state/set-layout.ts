import { jsonOnly } from "../../engine/json-only.js";
import { declaredBytes, MOST_RECORDED, megabytes } from "../../engine/record-size-limit.js";
import { isUnknown } from "../../engine/unknown.js";
import { readState } from "../../read-state.js";
import * as z from "../../zod.js";
import { type Rules, recordedBefore } from "../kind.js";
import type { Settings } from "../settings.js";
import type { Layout, Records } from "./layout.js";
import { draftFrame, recordsOf, StateFrame } from "./state-properties.js";
import { checkInputs, failure } from "./validation.js";

/** By account or zone. */
const Values = z.record(z.string(), z.unknown());
const State = z.looseObject({ ...StateFrame, unconfirmed: z.array(z.string()).default([]) });

/** The text that follows the name of the property. */
function tooLarge(size: number): string {
  return (
    `take up to ${megabytes(size)} in the state: more than ${megabytes(MOST_RECORDED)} could not be recorded if one of them failed. ` +
    "Split the set into several"
  );
}

/** A resource that manages the settings of many accounts or zones. */
export function setLayout<S extends Settings>(rules: Rules<S>): Layout<S> {
  const { placesProperty } = rules;
  const encode = ({ places, onDestroy }: Records<S>): object => ({
    [placesProperty]: Object.fromEntries(
      [...places].map(([id, { settings }]) => [id, rules.encode(settings)]),
    ),
    ...(onDestroy === undefined ? {} : { onDestroy }),
  });
  return {
    type: rules.setType,
    isSet: true,
    // The id stays the same when accounts or zones are added or removed.
    resourceId: () => rules.setType,
    check: (news, naming) => {
      const checked = checkInputs(rules.setInputs, news, (path) =>
        path.map((part, depth) =>
          depth === 1 && path[0] === placesProperty ? (naming?.names.get(String(part)) ?? part) : part,
        ),
      );
      const size = declaredBytes(checked.inputs);
      return checked.failures.length > 0 || size <= MOST_RECORDED
        ? checked
        : { ...checked, failures: [failure([placesProperty], tooLarge(size))] };
    },
    ids: (inputs) => {
      const places: unknown = Reflect.get(inputs, placesProperty);
      return typeof places === "object" && places !== null ? Object.keys(places) : [];
    },
    drafts: (inputs) => {
      const { values, end } = draftFrame(inputs);
      const declared = values[placesProperty] ?? {};
      if (isUnknown(declared)) {
        return end;
      }
      const entries = Object.entries(readState(Values, declared));
      return { places: new Map(entries.map(([id, settings]) => [id, rules.draft(settings)])), ...end };
    },
    decode: (props) => {
      const { initial, previous, onDestroy, unconfirmed, halfDone, ...values } = readState(State, props);
      const unclear = new Set(unconfirmed);
      const places = Object.entries(readState(Values, values[placesProperty] ?? {})).map(
        ([id, settings]) => ({
          id,
          settings: rules.decode(settings, [placesProperty, id]),
          initial: rules.decode(initial[id] ?? {}, ["initial", id]),
          ...recordedBefore(rules.decode(previous[id] ?? {}, ["previous", id])),
          unconfirmed: unclear.has(id),
        }),
      );
      return recordsOf(places, { onDestroy, halfDone });
    },
    encode: (records) => jsonOnly(encode(records)),
    outputs: (records) => {
      const recorded = [...records.places.values()];
      const unconfirmed = recorded.filter((place) => place.unconfirmed).map(({ id }) => id);
      const previous = recorded.flatMap((place) =>
        place.previous === undefined ? [] : [[place.id, rules.encode(place.previous)] as const],
      );
      return jsonOnly({
        ...encode(records),
        initial: Object.fromEntries(recorded.map(({ id, initial }) => [id, rules.encode(initial)])),
        ...(unconfirmed.length === 0 ? {} : { unconfirmed }),
        ...(previous.length === 0 ? {} : { previous: Object.fromEntries(previous) }),
        ...(records.halfDone ? { halfDone: true } : {}),
      });
    },
    mayBeSecret: (initial) =>
      Object.entries(readState(Values, initial)).some(([id, settings]) =>
        rules.mayBeSecret(rules.decode(settings, ["initial", id])),
      ),
    path: (id, setting, { names }) => [
      placesProperty,
      names.get(id) ?? id,
      ...(setting === undefined ? [] : rules.path(setting)),
    ],
  };
}
