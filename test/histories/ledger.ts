import { entriesOf, type Json, type OnDestroy } from "./settings.js";
import type { Operation, Resource } from "./stack.js";
import type { World } from "./world.js";

/** What an observer would record about one setting. */
export interface Setting {
  readonly place: string;
  readonly name: string;
  /** The last value that an expected party has set. */
  expected: Json;
  /** The values before Pulumi first managed the setting; several if each of them may count. Empty: Pulumi never managed it. */
  before: Json[];
  /** Set if somebody else made the last change and Pulumi has not recorded it since. */
  theirs: { readonly run: number; readonly isAfterLook: boolean; readonly beforeRequest: number } | undefined;
  /** Whether an operation on it failed, or its outcome was lost, and none has succeeded since. */
  isUncertain: boolean;
  /** Whether the failed operation was a delete. The engine records nothing of it, so nobody knows that the setting has to be read again. */
  isDeleteFailed: boolean;
  /** Values that are also allowed when the run is over, because the cases cannot be told apart. */
  alsoAllowed: Json[];
  /** Values that it was put back to in this run although somebody else had changed it. The same run has to correct that. */
  undone: { readonly value: Json; readonly request: number }[];
  /** The live values in the current run. */
  live: Json[];
  /** The `onDestroy` policies of the resources that gave it up, since it was last managed. */
  released: OnDestroy[];
}

/** The records of all settings. */
export class Ledger {
  private readonly settings = new Map<string, Setting>();

  constructor(private readonly world: World) {}

  all(): Setting[] {
    return [...this.settings.values()];
  }

  at(place: string, name: string): Setting {
    const key = `${place} ${name}`;
    const known = this.settings.get(key);
    if (known !== undefined) {
      return known;
    }
    const expected = this.world.live(place)[name] ?? null;
    const setting: Setting = {
      place,
      name,
      expected,
      before: [],
      theirs: undefined,
      isUncertain: false,
      isDeleteFailed: false,
      live: [expected],
      released: [],
      alsoAllowed: [],
      undone: [],
    };
    this.settings.set(key, setting);
    return setting;
  }

  /** The owners of each setting according to the exported state. */
  holders(state: readonly Resource[]): Map<Setting, Resource[]> {
    const holders = new Map<Setting, Resource[]>();
    for (const resource of state) {
      for (const { place, name } of entriesOf(resource.outputs)) {
        const setting = this.at(place, name);
        holders.set(setting, [...(holders.get(setting) ?? []), resource]);
      }
    }
    return holders;
  }

  /** The settings that an operation affects. */
  concerned(operation: Operation): Setting[] {
    const props = [
      ...("news" in operation ? [operation.news] : []),
      ...("old" in operation ? [operation.old.outputs] : []),
    ];
    return props.flatMap((one) => entriesOf(one).map(({ place, name }) => this.at(place, name)));
  }
}
