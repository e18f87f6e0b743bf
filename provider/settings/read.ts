import type { ReadResult } from "@pulumi/pulumi/dynamic";
import { withSecretMarks } from "../engine/partial-failure.js";
import { explainOldCredentials } from "../engine/run-program-hint.js";
import { asError, NotFoundError } from "../errors.js";
import { count } from "../grammar.js";
import { concurrently } from "../places-and-requests-at-once.js";
import { outputsFor } from "./inputs-and-state/secret-initial.js";
import type { Recorded } from "./kind.js";
import { beforeManaged } from "./messages/give-back-wording.js";
import { OperationLines } from "./messages/grouped-lines.js";
import { progressOf } from "./messages/progress.js";
import { PartsFailed } from "./messages/set-failures.js";
import type { Resource } from "./provider-session.js";
import { hasSettings, pick, type Settings, settingNames } from "./settings.js";

/**
 * Reads the live values of the managed settings. An account or zone is gone only if the API itself says so: then it drops out of the
 * record, and a single resource is gone.
 */
export async function read<S extends Settings>(
  resource: Resource<S>,
  id: string,
  props: object,
): Promise<ReadResult<object>> {
  const { layout, kind, session } = resource;
  const { places, ...end } = layout.decode(props);
  const lines = new OperationLines(resource, places.keys());
  const live = new Map<string, Recorded<S>>(places);
  const failures = new Map<string, Error>();
  // An account or zone without managed settings needs no request.
  const managed = [...places.values()].filter(({ settings, initial }) =>
    hasSettings({ ...settings, ...initial }),
  );
  const progress = progressOf(resource, managed.length, (line) => lines.logProgress(`read ${line}`));
  await concurrently(managed, async (recorded) => {
    try {
      live.set(recorded.id, seen(recorded, await kind.observe(await session.client(), recorded.id)));
    } catch (error) {
      if (error instanceof NotFoundError) {
        live.delete(recorded.id);
        // In a set, "is gone" alone would mean the set.
        const what = layout.isSet ? `the ${kind.place} is gone` : "is gone";
        lines.log(recorded.id, `${what}. ${beforeManaged(kind, recorded.initial)}`);
      } else {
        failures.set(recorded.id, explainOldCredentials(asError(error)));
      }
    }
    progress?.advance();
  });
  progress?.end();
  await lines.flushed();
  if (failures.size > 0) {
    throw unreadable(resource, failures, places.size);
  }
  if (!layout.isSet && live.size === 0) {
    return {};
  }
  const records = { places: live, ...end };
  const inputs = layout.encode(records);
  return {
    id,
    props: outputsFor(props, layout, records),
    inputs: end.halfDone ? withSecretMarks(inputs, {}) : inputs,
  };
}

/**
 * After a half-done operation, a recorded setting without an initial value was never written, so its live value is what was there before. One
 * that may have been written has its initial value on record.
 */
function seen<S extends Settings>({ previous: _, ...recorded }: Recorded<S>, live: S): Recorded<S> {
  return {
    ...recorded,
    // A setting that was missing at the last refresh, and is back, is still managed: its initial value is known.
    settings: pick(live, settingNames({ ...recorded.settings, ...recorded.initial })),
    initial: {
      ...(recorded.unconfirmed ? pick(live, settingNames(recorded.settings)) : {}),
      ...recorded.initial,
    },
  };
}

function unreadable<S extends Settings>(
  { layout, kind, session }: Resource<S>,
  failures: ReadonlyMap<string, Error>,
  total: number,
): Error {
  const [only] = failures.values();
  if (!layout.isSet && only !== undefined) {
    return only;
  }
  const head = `${count(failures.size)} of ${count(total)} ${kind.place}s could not be read, so nothing of the refresh is recorded:`;
  return new PartsFailed(head, failures, session.naming);
}
