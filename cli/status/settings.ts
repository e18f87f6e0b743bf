import type { Draft, SettingsKind } from "../../provider/settings/kind.js";
import { type Settings, sameSetting, settingNames, settingValue } from "../../provider/settings/settings.js";
import { singleForm } from "../../provider/settings/single-form.js";
import { CommandError } from "../outcome.js";
import { type Comparison, comparison, type Shown } from "./comparison.js";
import type { Connection } from "./connections.js";
import type { StackResource } from "./stack-export.js";

/** All settings, where even their names are not to be seen. */
const ALL = "(all)";

/** Compares what the state holds with what is live. Other live settings are nobody's business here. */
export async function compareSettings<S extends Settings>(
  kind: SettingsKind<S>,
  { inputs, visible }: StackResource,
  connection: Connection,
): Promise<Comparison[]> {
  // What is encrypted reads as what is not known yet; so does, in the visible inputs, what is secret.
  const form = singleForm(kind);
  const [place] = form.drafts(inputs).places ?? [];
  if (place === undefined) {
    throw new CommandError(`${kind.idProperty} is encrypted in this export.`);
  }
  const [id, { settings, unknown, complete }] = place;
  const live = await kind.observe(connection.cloudflare(), id);
  const hidden: Draft<S> = { settings: {}, unknown: [], complete: false };
  const shown = form.drafts(visible).places?.get(id) ?? hidden;
  const compared = settingNames(settings).map((setting) =>
    compareSetting(kind, setting, { state: settings, live, secret: shown.unknown.includes(setting) }),
  );
  return [
    ...(shown.complete || !complete ? compared : inOne(compared)),
    ...[...unknown, ...(complete ? [] : [ALL])].map(
      (setting) => ({ setting, status: "encrypted", secret: true }) as const,
    ),
  ];
}

function compareSetting<S extends Settings>(
  kind: SettingsKind<S>,
  setting: keyof S & string,
  { state, live, secret }: { state: Partial<S>; live: S; secret: boolean },
): Comparison {
  return comparison({
    setting: setting,
    same: sameSetting(setting, state, live),
    secret,
    state: shownOf(kind, state, setting) ?? { value: null, text: "" },
    live: shownOf(kind, live, setting),
  });
}

function inOne(compared: readonly Comparison[]): Comparison[] {
  const isSame = compared.every(({ status }) => status === "same");
  return [{ setting: ALL, status: isSame ? "same" : "drift", secret: true }];
}

function shownOf<S extends Settings>(
  kind: SettingsKind<S>,
  settings: Partial<S>,
  setting: keyof S & string,
): Shown | undefined {
  const value = settingValue(settings, setting);
  return value === undefined ? undefined : { value, text: kind.describe(setting, value) };
}
