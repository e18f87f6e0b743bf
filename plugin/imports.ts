import type { ReadResult } from "@pulumi/pulumi/dynamic";
import type { CloudflareClient } from "../provider/cloudflare/client.js";
import { requireIdentifier } from "../provider/cloudflare/identifier.js";
import { InvalidValueError } from "../provider/errors.js";
import { didYouMean } from "../provider/sentences.js";
import type { Form } from "../provider/settings/forms/form.js";
import type { Recorded, SettingsKind } from "../provider/settings/kind.js";
import { pick, type Settings, settingNames } from "../provider/settings/settings.js";
import { sideBySide } from "../provider/settings/side-by-side.js";

/** How an import looks at what is live. */
interface Look<S extends Settings> {
  readonly kind: SettingsKind<S>;
  readonly form: Form<S>;
  readonly client: CloudflareClient;
}

/**
 * Takes live settings over as they are: all of an account or zone by its id, or some of them by `ID/name,name`; of many by `ID,ID`. What
 * they were before they were managed is what they are now.
 */
export async function importSettings<S extends Settings>(
  look: Look<S>,
  text: string,
): Promise<ReadResult<object>> {
  const recorded = look.form.isSet ? await allOf(look, text.split(",")) : [await one(look, text)];
  const records = { places: new Map(recorded.map((place) => [place.id, place])) };
  return {
    id: look.form.resourceId(records),
    props: look.form.outputs(records),
    inputs: look.form.encode(records),
  };
}

async function allOf<S extends Settings>(look: Look<S>, texts: readonly string[]): Promise<Recorded<S>[]> {
  const recorded = new Map<string, Recorded<S>>();
  await sideBySide(texts, async (text) => {
    recorded.set(text, await one(look, text.trim()));
  });
  return [...recorded.values()];
}

async function one<S extends Settings>({ kind, form, client }: Look<S>, text: string): Promise<Recorded<S>> {
  const [place = "", list] = text.split("/", 2);
  const id = requireIdentifier(
    `the id of ${form.isSet ? `each ${kind.place} of a` : "a"} ${form.type}`,
    place,
  );
  const live = await kind.observe(client, id);
  const wanted = list?.split(",").map((name) => name.trim());
  refuseMissing(kind, live, wanted ?? []);
  const settings: Partial<S> = wanted === undefined ? live : pick<S>(live, wanted);
  return { id, settings, initial: settings, unconfirmed: false };
}

function refuseMissing<S extends Settings>(kind: SettingsKind<S>, live: S, wanted: readonly string[]): void {
  const there = settingNames<Settings>(live);
  const missing = wanted.find((name) => !there.includes(name));
  if (missing !== undefined) {
    const reason = kind.missing(missing, live) ?? `is not a setting${didYouMean(missing, there)}`;
    throw new InvalidValueError(`${missing} ${reason}. Import all of them by the ${kind.place}'s id alone.`);
  }
}
