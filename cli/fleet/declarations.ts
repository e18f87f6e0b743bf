import { counted } from "../../provider/grammar.js";
import { ALL } from "../status/compare-settings.js";
import type { PlaceName, Undeclared } from "../status/report.js";
import { declaredTwice, type SettingOfStacks, type StackFinding } from "./declared-twice.js";
import type { StackResult } from "./result.js";

/** The settings that the resources of all stacks declare, except secret ones. */
export class Declarations {
  private readonly settings = new Map<string, SettingOfStacks>();
  /** Accounts and zones with a resource whose declared settings are secret or could not be compared. */
  private readonly incomplete = new Set<string>();
  private readonly unread = new Set<string>();
  private isListed = false;

  add(result: StackResult): void {
    if ("error" in result) {
      this.unread.add(result.stack);
      return;
    }
    const { stack, report } = result;
    this.isListed ||= report.undeclared !== undefined;
    const declaring = report.resources.filter(({ place }) => place.type !== "controller");
    for (const { place, settings = [], error } of declaring) {
      const { type, id } = place;
      if (id === undefined) {
        // Two places without a visible id must not count as the same place.
        continue;
      }
      if (error !== undefined || settings.some(({ setting }) => setting === ALL)) {
        this.incomplete.add(keyOf(place));
      }
      for (const { setting } of settings.filter((each) => each.setting !== ALL)) {
        const key = keyOf(place, setting);
        const stacks = new Set(this.settings.get(key)?.stacks).add(stack);
        this.settings.set(key, { type, id, setting, stacks: [...stacks] });
      }
    }
  }

  /** The settings that several stacks declare. */
  get twice(): StackFinding[] {
    return declaredTwice([...this.settings.values()].filter(({ stacks }) => stacks.length > 1));
  }

  /** Removes the settings that another stack declares from the undeclared settings of one stack. */
  withoutDeclared(undeclared: readonly Undeclared[]): Undeclared[] {
    return undeclared.flatMap(({ settings, ...rest }) => {
      const { place } = rest;
      if (settings === undefined || this.incomplete.has(keyOf(place))) {
        return [rest];
      }
      const left = settings.filter(({ setting }) => !this.settings.has(keyOf(place, setting)));
      return left.length === 0 ? [] : [{ ...rest, settings: left }];
    });
  }

  /** Says which declarations the lists of undeclared settings could not take into account. */
  get notes(): string[] {
    const { size } = this.unread;
    return !this.isListed || size === 0
      ? []
      : [
          `${counted(size, "stack")} could not be read, and may declare some of what is listed as declared by nobody.`,
        ];
  }
}

function keyOf({ type, id }: PlaceName, setting?: string): string {
  return JSON.stringify([type, id, setting]);
}
