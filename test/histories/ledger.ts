import { entriesOf, type Json, type OnDestroy } from "./settings.js";
import type { Operation, Resource } from "./stack.js";
import type { World } from "./world.js";

/** What a person who looks on would write down of one setting. */
export interface Setting {
  readonly place: string;
  readonly name: string;
  /** What whoever had a say last set it to. */
  rightful: Json;
  /** What stood before Pulumi first had to do with it; several where either may count. Empty: it never had. */
  before: Json[];
  /** The last to set it was somebody else, and Pulumi has not recorded that since. */
  theirs: { readonly run: number; readonly isAfterLook: boolean; readonly beforeRequest: number } | undefined;
  /** An operation on it failed, or its outcome was lost, and none has succeeded since. */
  isUncertain: boolean;
  /** The operation that failed was a delete, of which the engine records nothing: nobody knows that it has to be looked at. */
  isDeleteFailed: boolean;
  /** What it may be as well when the run is over: nobody could tell the one from the other. */
  maybe: Json[];
  /** What it was put back to in this run, although somebody else had changed it: that has to be put right in the same run. */
  undone: Json[];
  /** Live values in the run that is under way. */
  live: Json[];
  /** What is to become of it according to those who gave it up, since it was last managed. */
  released: OnDestroy[];
}

/** All settings, each with what is written down of it. */
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
    const rightful = this.world.live(place)[name] ?? null;
    const setting: Setting = {
      place,
      name,
      rightful,
      before: [],
      theirs: undefined,
      isUncertain: false,
      isDeleteFailed: false,
      live: [rightful],
      released: [],
      maybe: [],
      undone: [],
    };
    this.settings.set(key, setting);
    return setting;
  }

  /** Who has which setting, as the exported state shows it. */
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

  /** The settings that an operation has to do with. */
  concerned(operation: Operation): Setting[] {
    const props = [
      ...("news" in operation ? [operation.news] : []),
      ...("old" in operation ? [operation.old.outputs] : []),
    ];
    return props.flatMap((one) => entriesOf(one).map(({ place, name }) => this.at(place, name)));
  }
}
