import type { ReadResult } from "@pulumi/pulumi/dynamic";
import type { CloudflareClient } from "../provider/cloudflare/client.js";
import { requireIdentifier } from "../provider/cloudflare/identifier.js";
import { plain } from "../provider/engine/plain.js";
import { InvalidValueError } from "../provider/errors.js";
import { didYouMean } from "../provider/sentences.js";
import { outputs } from "../provider/settings/apply.js";
import type { SettingsKind } from "../provider/settings/kind.js";
import { pick, type Settings, settingNames } from "../provider/settings/settings.js";

/**
 * Takes live settings over as they are: all of an account or zone by its id, or some of them by `ID/name,name`. What they were before they
 * were managed is what they are now.
 */
export async function importSettings<S extends Settings>(
  kind: SettingsKind<S>,
  text: string,
  connect: () => Promise<CloudflareClient>,
): Promise<ReadResult<object>> {
  const [place = "", list] = text.split("/", 2);
  const id = requireIdentifier(`the id of a ${kind.type}`, place);
  const live = await kind.observe(await connect(), id);
  const wanted = list?.split(",").map((name) => name.trim());
  refuseMissing(kind, live, wanted ?? []);
  const settings: Partial<S> = wanted === undefined ? live : pick<S>(live, wanted);
  const declared = { id, settings };
  return {
    id,
    props: outputs(kind, { ...declared, initial: settings }),
    inputs: plain(kind.encode(declared)),
  };
}

function refuseMissing<S extends Settings>(kind: SettingsKind<S>, live: S, wanted: readonly string[]): void {
  const there = settingNames<Settings>(live);
  const missing = wanted.find((name) => !there.includes(name));
  if (missing !== undefined) {
    const reason = kind.missing(missing, live) ?? `is not a setting${didYouMean(missing, there)}`;
    throw new InvalidValueError(`${missing} ${reason}. Import all of them by the ${kind.place}'s id alone.`);
  }
}
