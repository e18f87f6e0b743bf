import { jsonOnly } from "../../engine/json-only.js";
import { isUnknown } from "../../engine/unknown.js";
import { readState } from "../../read-state.js";
import * as z from "../../zod.js";
import { type Rules, recordedBefore } from "../kind.js";
import type { Settings } from "../settings.js";
import type { Layout, Records } from "./layout.js";
import { draftFrame, recordsOf, StateFrame } from "./state-properties.js";
import { checkInputs } from "./validation.js";

const State = z.looseObject({ ...StateFrame, unconfirmed: z.boolean().default(false) });

/** A resource that manages the settings of one account or zone. */
export function singleLayout<S extends Settings>(rules: Rules<S>): Layout<S> {
  const { idProperty, settingsProperty } = rules;
  const settingsIn = (values: Readonly<Record<string, unknown>>): unknown =>
    settingsProperty === undefined ? values : values[settingsProperty];
  const ids = (inputs: object): string[] => {
    const id: unknown = Reflect.get(inputs, idProperty);
    return typeof id === "string" && !isUnknown(id) ? [id] : [];
  };
  const encode = ({ places, onDestroy }: Records<S>): object => {
    const [recorded] = places.values();
    const settings = rules.encode(recorded?.settings ?? {});
    return {
      [idProperty]: recorded?.id,
      ...(settingsProperty === undefined ? settings : { [settingsProperty]: settings }),
      ...(onDestroy === undefined ? {} : { onDestroy }),
    };
  };
  return {
    type: rules.type,
    isSet: false,
    resourceId: ({ places }) => {
      const [id = ""] = places.keys();
      return id;
    },
    check: (news) => checkInputs(rules.inputs, news),
    ids,
    drafts: (inputs) => {
      const { values, end } = draftFrame(inputs);
      const places = new Map(ids(inputs).map((id) => [id, rules.draft(settingsIn(values))]));
      return { ...(places.size === 0 ? {} : { places }), ...end };
    },
    decode: (props) => {
      const { initial, previous, onDestroy, unconfirmed, halfDone, ...values } = readState(State, props);
      const place = {
        id: readState(z.string(), values[idProperty]),
        settings: rules.decode(settingsIn(values), settingsProperty === undefined ? [] : [settingsProperty]),
        initial: rules.decode(initial, ["initial"]),
        ...recordedBefore(rules.decode(previous, ["previous"])),
        unconfirmed,
      };
      return recordsOf([place], { onDestroy, halfDone });
    },
    encode: (records) => jsonOnly(encode(records)),
    outputs: (records) => {
      const [recorded] = records.places.values();
      return jsonOnly({
        ...encode(records),
        initial: rules.encode(recorded?.initial ?? {}),
        ...(recorded?.unconfirmed ? { unconfirmed: true } : {}),
        ...(recorded?.previous === undefined ? {} : { previous: rules.encode(recorded.previous) }),
        ...(records.halfDone ? { halfDone: true } : {}),
      });
    },
    mayBeSecret: (initial) => rules.mayBeSecret(rules.decode(initial, ["initial"])),
    path: (_id, setting) => {
      const path = setting === undefined ? [] : rules.path(setting);
      return settingsProperty === undefined || path.length === 0 ? path : [settingsProperty, ...path];
    },
  };
}
