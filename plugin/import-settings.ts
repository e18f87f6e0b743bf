import type { ReadResult } from "@pulumi/pulumi/dynamic";
import { requireIdentifier } from "../provider/cloudflare/account-or-zone-id.js";
import type { CloudflareClient } from "../provider/cloudflare/client.js";
import { InvalidValueError } from "../provider/errors.js";
import { groupBy } from "../provider/group-by.js";
import { concurrently } from "../provider/places-and-requests-at-once.js";
import { declarable } from "../provider/settings/inputs-and-state/declarable-settings.js";
import type { Layout } from "../provider/settings/inputs-and-state/layout.js";
import type { Recorded, SettingsKind } from "../provider/settings/kind.js";
import { pick, type Settings, settingNames } from "../provider/settings/settings.js";
import { didYouMean } from "../provider/unknown-name-wording.js";

/** What an import needs to read the live settings. */
interface ImportTarget<S extends Settings> {
  readonly kind: SettingsKind<S>;
  readonly layout: Layout<S>;
  readonly client: CloudflareClient;
  /** Tells people of a setting that is not imported. */
  readonly log: (text: string) => void;
}

/**
 * Imports live settings as they are, and records them as the initial ones. `ID` imports all of an account or zone, `ID/name,name` some of
 * them. For a set, `ID,ID` imports all of several, `ID/name,ID/name` some of each.
 */
export async function importSettings<S extends Settings>(
  target: ImportTarget<S>,
  text: string,
): Promise<ReadResult<object>> {
  const parts = target.layout.isSet ? byPlace(text.split(",")) : [text];
  const recorded = new Map<string, Recorded<S>>();
  await concurrently(parts, async (part) => {
    recorded.set(part, await one(target, part));
  });
  // In the order of the ids, not of the answers: the program that Pulumi prints has this order.
  const places = parts.flatMap((part) => recorded.get(part) ?? []).map((place) => [place.id, place] as const);
  const records = { places: new Map(places) };
  return {
    id: target.layout.resourceId(records),
    props: target.layout.outputs(records),
    inputs: target.layout.encode(records),
  };
}

/** Each account or zone once: `ID/name,ID/other` is `ID/name,other`, and `ID,ID/name` is `ID`. */
function byPlace(parts: readonly string[]): string[] {
  const byId = groupBy(
    parts.map((part) => splitOnce(part.trim())),
    ([id]) => id,
  );
  return [...byId].map(([id, equal]) => {
    const names = equal.flatMap(([, list]) => list ?? []);
    return names.length < equal.length ? id : `${id}/${names.join()}`;
  });
}

async function one<S extends Settings>(
  { kind, layout, client, log }: ImportTarget<S>,
  text: string,
): Promise<Recorded<S>> {
  const [place, list] = splitOnce(text);
  const id = requireIdentifier(
    `the id of ${layout.isSet ? `each ${kind.place} of a` : "a"} ${layout.type}`,
    place,
  );
  const live = await kind.observe(client, id);
  const wanted = list?.split(",").map((name) => name.trim());
  refuseMissing(kind, live, wanted ?? []);
  const { settings, leftOut } = declarable<S>(kind, id, wanted === undefined ? live : pick<S>(live, wanted));
  if (wanted !== undefined && leftOut.length > 0) {
    throw new InvalidValueError(`${kind.place} ${id}: ${leftOut.join(". ")}.`);
  }
  for (const sentence of leftOut) {
    log(`${kind.place} ${id}: ${sentence}`);
  }
  return { id, settings, initial: settings, unconfirmed: false };
}

/** The id, and the names of settings if there is a slash. */
function splitOnce(text: string): [string, string?] {
  const slash = text.indexOf("/");
  return slash < 0 ? [text] : [text.slice(0, slash), text.slice(slash + 1)];
}

function refuseMissing<S extends Settings>(kind: SettingsKind<S>, live: S, wanted: readonly string[]): void {
  const there = settingNames<Settings>(live);
  const missing = wanted.find((name) => !there.includes(name));
  if (missing !== undefined) {
    const reason = kind.missingReason(missing, live) ?? `is not a setting${didYouMean(missing, there)}`;
    throw new InvalidValueError(
      `${missing} ${reason}. To import all settings, give the ${kind.place}'s id alone.`,
    );
  }
}
