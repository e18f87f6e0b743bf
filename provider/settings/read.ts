import type { ReadResult } from "@pulumi/pulumi/dynamic";
import { concurrently } from "../concurrency.js";
import { explainOldCredentials } from "../engine/old-credentials.js";
import { sealed } from "../engine/partial-failure.js";
import { asError, NotFoundError } from "../errors.js";
import { count } from "../grammar.js";
import type { Recorded } from "./kind.js";
import { OperationLines } from "./messages/grouped-lines.js";
import { progressOf } from "./messages/progress.js";
import { PartsFailed } from "./messages/set-failures.js";
import { beforeManaged } from "./messages/wording.js";
import type { Resource } from "./resource.js";
import { hasSettings, pick, remember, type Settings, settingNames } from "./settings.js";

/**
 * Shows the live values of owned settings. Only the API's own word that an account or zone is gone counts as gone: then it drops out, and
 * a resource that is about it alone is gone.
 */
export async function read<S extends Settings>(
  resource: Resource<S>,
  id: string,
  props: object,
): Promise<ReadResult<object>> {
  const { form, kind, session } = resource;
  const { places, ...end } = form.decode(props);
  const lines = new OperationLines(resource, places.keys());
  const live = new Map<string, Recorded<S>>(places);
  const failures = new Map<string, Error>();
  // Nothing is asked of an account or zone of which nothing is managed.
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
        // Of a set, "is gone" alone would be said of the set.
        const what = form.isSet ? `the ${kind.place} is gone` : "is gone";
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
  if (!form.isSet && live.size === 0) {
    return {};
  }
  const records = { places: live, ...end };
  const inputs = form.encode(records);
  return { id, props: form.outputs(records), inputs: end.halfDone ? sealed(inputs, {}) : inputs };
}

/** What is missing after a half-done operation was never written: one that writes records it first. */
function seen<S extends Settings>({ previous: _, ...recorded }: Recorded<S>, live: S): Recorded<S> {
  return {
    ...recorded,
    // One that was not there at the last look, and is back, is still managed: what was there before is known.
    settings: pick(live, settingNames({ ...recorded.settings, ...recorded.initial })),
    initial: {
      ...recorded.initial,
      ...remember(recorded.initial, recorded.unconfirmed ? live : {}, recorded.settings),
    },
  };
}

function unreadable<S extends Settings>(
  { form, kind, session }: Resource<S>,
  failures: ReadonlyMap<string, Error>,
  total: number,
): Error {
  const [only] = failures.values();
  if (!form.isSet && only !== undefined) {
    return only;
  }
  const head = `${count(failures.size)} of ${count(total)} ${kind.place}s could not be read, so nothing of the refresh is recorded:`;
  return new PartsFailed(head, failures, session.naming);
}
