import type { Edit } from "./commands.js";
import type { Declaration } from "./stack.js";
import {
  isEmpty,
  type Json,
  type Kind,
  names,
  type OnDestroy,
  omit,
  type Units,
  unitProps,
} from "./units.js";
import { accounts, type Place, zones } from "./world.js";

/** The four places in the program where a resource may stand. */
export const slots = ["alpha", "beta", "shop", "blog"] as const;
export type Slot = (typeof slots)[number];

export const kindOf = (slot: Slot): Kind =>
  slot === "alpha" || slot === "beta" ? "RiskBehaviors" : "FraudSettings";

export const neighbour = { alpha: "beta", beta: "alpha", shop: "blog", blog: "shop" } as const;
const FRAUD_UNITS = ["userProfiles", "usernameExpressions", "successCriteria", "failureCriteria"];

interface Entry {
  isDeclared: boolean;
  name: string;
  aliases: string[];
  place: Place;
  /** As a person writes them: status codes in any order, some of them twice. */
  units: Units;
  onDestroy: OnDestroy | undefined;
}

/** A Pulumi program that people edit. It never declares a unit twice: a second declaration takes it from the first. */
export class Program {
  private readonly entries = new Map<Slot, Entry>();
  private readonly order: Slot[] = [...slots];
  private renames = 0;

  constructor() {
    for (const slot of slots) {
      const place = kindOf(slot) === "RiskBehaviors" ? accounts[0] : zones[0];
      this.entries.set(slot, {
        isDeclared: false,
        name: slot,
        aliases: [],
        place,
        units: {},
        onDestroy: undefined,
      });
    }
  }

  /** The name that stands at this slot now. */
  name(slot: Slot): string {
    return this.entry(slot).name;
  }

  declarations(): Declaration[] {
    return this.order.flatMap((slot) => {
      const { isDeclared, name, aliases } = this.entry(slot);
      return isDeclared ? [{ name, kind: kindOf(slot), aliases, inputs: this.inputs(slot) }] : [];
    });
  }

  edit(edit: Edit): void {
    switch (edit.do) {
      case "declare":
        this.declare(edit.slot, edit.unit, edit.value);
        break;
      case "undeclare":
        this.undeclare(edit.nth);
        break;
      case "move":
        this.move(edit.nth);
        break;
      case "remove":
        this.remove(edit.slot);
        break;
      case "set place":
        this.setPlace(edit.slot, edit.place);
        break;
      case "set onDestroy":
        this.entry(edit.slot).onDestroy = edit.onDestroy;
        break;
      case "rename":
        this.rename(edit.slot, edit.withAlias);
        break;
      case "reverse":
        this.order.reverse();
    }
  }

  private declare(slot: Slot, unit: string, value: Json): void {
    const entry = this.entry(slot);
    entry.isDeclared = true;
    entry.units = { ...entry.units, [unit]: value };
    this.yieldTo(slot);
  }

  private undeclare(nth: number): void {
    const declared = this.nth(nth);
    if (declared === undefined) return;
    const entry = this.entry(declared.slot);
    entry.units = omit(entry.units, [declared.unit]);
  }

  /** Moves a unit to the other resource of its kind, which moves to the same account or zone. */
  private move(nth: number): void {
    const declared = this.nth(nth);
    if (declared === undefined) return;
    const { slot, unit } = declared;
    const { place, units } = this.entry(slot);
    const value = units[unit] ?? null;
    this.setPlace(neighbour[slot], place);
    this.declare(neighbour[slot], unit, value);
  }

  /** The resource leaves the program. */
  private remove(slot: Slot): void {
    Object.assign(this.entry(slot), { isDeclared: false, units: {}, aliases: [], onDestroy: undefined });
  }

  private setPlace(slot: Slot, place: Place): void {
    this.entry(slot).place = place;
    this.yieldTo(slot);
  }

  private rename(slot: Slot, withAlias: boolean): void {
    const entry = this.entry(slot);
    if (!entry.isDeclared) return;
    this.renames += 1;
    entry.aliases = withAlias ? [entry.name, ...entry.aliases] : [];
    entry.name = `${slot}-${this.renames}`;
  }

  /** The nth of all declared units, and round again. */
  nth(nth: number): { readonly slot: Slot; readonly unit: string } | undefined {
    const declared = slots.flatMap((slot) => names(this.entry(slot).units).map((unit) => ({ slot, unit })));
    return declared[nth % declared.length];
  }

  /** Whether any resource declares this unit. */
  owns(place: string, unit: string): boolean {
    return slots.some((slot) => this.entry(slot).place === place && unit in this.entry(slot).units);
  }

  /** What is declared for an account or zone, in the normal form. */
  declaredAt(place: string): Units {
    const there = slots.filter((slot) => this.entry(slot).place === place);
    return Object.assign({}, ...there.map((slot) => normal(kindOf(slot), this.entry(slot).units)));
  }

  private entry(slot: Slot): Entry {
    const entry = this.entries.get(slot);
    if (entry === undefined) throw new Error(`There is no ${slot}.`);
    return entry;
  }

  /** Two owners are an error of the program, found by its constructor: no such program reaches a provider. */
  private yieldTo(slot: Slot): void {
    const { place, units } = this.entry(slot);
    for (const other of slots) {
      const entry = this.entry(other);
      if (other !== slot && entry.place === place) entry.units = omit(entry.units, names(units));
    }
  }

  private inputs(slot: Slot): Declaration["inputs"] {
    const { place, units, onDestroy } = this.entry(slot);
    const common = { ...(onDestroy !== undefined && { onDestroy }) };
    if (kindOf(slot) === "RiskBehaviors") return { accountId: place, behaviors: units, ...common };
    // One of the two writes null where the other leaves out: both mean "not owned".
    const absent = slot === "blog" ? Object.fromEntries(FRAUD_UNITS.map((unit) => [unit, null])) : {};
    return { zoneId: place, ...unitProps("FraudSettings", { ...absent, ...units }), ...common };
  }
}

/** Units as `check` hands them on and as the API saves them. */
export function normal(kind: Kind, units: Units): Units {
  if (kind === "RiskBehaviors" || isEmpty(units)) return units;
  return Object.fromEntries(Object.entries(units).map(([unit, value]) => [unit, normalValue(value)]));
}

function normalValue(value: Json): Json {
  if (typeof value !== "object" || value === null || !("statusCodes" in value)) return value;
  const codes = Array.isArray(value["statusCodes"]) ? value["statusCodes"] : [];
  return { statusCodes: [...new Set(codes)].sort((one, other) => Number(one) - Number(other)) };
}
