import { counted } from "../../provider/grammar.js";
import { CommandError } from "../exit.js";
import { type DestinationOptions, destinationFrom } from "./choose-destination.js";
import { type Adopted, programText } from "./program-text.js";
import { readAll } from "./read-live.js";
import { requireName } from "./resource-names.js";
import { type Target, targetsFrom } from "./targets.js";

export interface AdoptOptions extends DestinationOptions {
  readonly account?: readonly string[];
  readonly zone?: readonly string[];
  readonly onlyEnabled?: boolean;
  /** The name of the set for all accounts, and of the set for all zones. */
  readonly set?: string;
}

/** Writes or prints a program that declares the live settings. It writes nothing unless everything could be read. */
export async function adopt({
  account = [],
  zone = [],
  onlyEnabled = false,
  set,
  ...options
}: AdoptOptions): Promise<void> {
  if (set !== undefined) {
    requireName(`--set ${set}`, set);
  }
  const targets = await allTargets(account, zone);
  const write = await destinationFrom(options);
  const adopted = await readAll(targets, onlyEnabled);
  const more = await write(programText(adopted, set));
  process.stderr.write([...summary(adopted, set !== undefined), ...more].map((line) => `${line}\n`).join(""));
}

async function allTargets(account: readonly string[], zone: readonly string[]): Promise<Target[]> {
  if ([...account, ...zone].filter((word) => word === "@-").length > 1) {
    throw new CommandError("Standard input (@-) can hold one list only: put the other one into a file.");
  }
  const targets = [...(await targetsFrom("account", account)), ...(await targetsFrom("zone", zone))];
  if (targets.length === 0) {
    throw new CommandError(
      "Nothing to adopt: give at least one --account ID or --zone ID. Both stand in the dashboard, on the overview of the account or zone.",
    );
  }
  return targets;
}

function summary(adopted: readonly Adopted[], inSets: boolean): string[] {
  const declarations = adopted.map(({ declaration }) => declaration);
  const settings = declarations.reduce((total, { settings }) => total + settings, 0);
  const leftOut = adopted.flatMap(({ target, declaration }) =>
    declaration.leftOut.map((sentence) => `${target.name}: ${sentence}.`),
  );
  const empty = adopted.filter(({ declaration }) => declaration.inputs === undefined);
  const declared = adopted.filter(({ declaration }) => declaration.inputs !== undefined);
  const resources = new Set(declared.map(({ target: { kind, id } }) => (inSets ? kind : `${kind} ${id}`)));
  return [
    ...leftOut,
    ...(empty.length === 0
      ? []
      : [`Nothing to declare: ${empty.map(({ target }) => target.name).join(", ")}.`]),
    `${counted(settings, "setting")} in ${counted(resources.size, "resource")}.`,
  ];
}
