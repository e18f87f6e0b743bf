import {
  emptySlot,
  kindOf,
  neighbour,
  type Options,
  otherPlace,
  type Pair,
  type Slot,
  type SlotContent,
  slots,
  without,
} from "./program-positions.js";
import {
  inputsOf,
  type Json,
  type Kind,
  type OnDestroy,
  type Props,
  type Settings,
  type SettingsByPlace,
} from "./settings.js";
import { accounts, type Place, zones } from "./world.js";

/** A resource that a program declares. */
export interface Declaration {
  readonly name: string;
  /** Former names that the program lists. */
  readonly aliases: readonly string[];
  readonly kind: Kind;
  readonly inputs: Props;
  /** Inputs that only the program knows. */
  readonly program: Props;
  readonly options: Options & { readonly with?: string };
}

/** An edit of the program. */
export type Edit =
  | { readonly edit: "declare"; readonly slot: Pair; readonly name: string; readonly value: Json }
  /** The nth of the declared behaviors, so that the edit usually finds one. */
  | { readonly edit: "undeclare" | "move"; readonly nth: number }
  | { readonly edit: "declare all"; readonly slot: "shop"; readonly settings: Settings }
  /** The settings of a second account or zone, if the resource is a declared set. If empty, that place leaves the set. */
  | { readonly edit: "declare elsewhere"; readonly slot: Slot; readonly settings: Settings }
  | { readonly edit: "remove"; readonly slot: Slot }
  | { readonly edit: "set place"; readonly slot: Slot; readonly place: Place }
  | { readonly edit: "set onDestroy"; readonly slot: Slot; readonly onDestroy: OnDestroy }
  | { readonly edit: "rename"; readonly slot: Slot; readonly aliases: boolean }
  | { readonly edit: "set options"; readonly slot: Slot; readonly options: Partial<Options> }
  | { readonly edit: "reverse" };

/** A Pulumi program that people edit. It never declares a setting twice, since its constructors would refuse that. */
export class Program {
  private order: Slot[] = [...slots];
  private renames = 0;
  private readonly entries: Record<Slot, SlotContent> = {
    alpha: emptySlot("alpha", accounts[0]),
    beta: emptySlot("beta", accounts[0]),
    shop: emptySlot("shop", zones[0]),
  };

  /** @param sets The slots whose resources are sets. */
  constructor(private readonly sets: readonly Slot[]) {}

  name(slot: Slot): string {
    return this.entries[slot].name;
  }

  /** @param refused The slot whose resource gets an input that its check refuses. */
  declarations(refused?: Slot): Declaration[] {
    const declared = this.order.filter((slot) => this.entries[slot].isDeclared);
    return declared.map((slot, index) => {
      const { name, aliases, onDestroy, options } = this.entries[slot];
      const places = this.placesOf(slot);
      const ids = Object.keys(places);
      const kind = this.sets.includes(slot) ? (`${kindOf(slot)}Set` as const) : kindOf(slot);
      const previous = declared[index - 1];
      const isWith = options.replaceWith && previous !== undefined && slot !== "shop" && previous !== "shop";
      return {
        name,
        aliases: [...aliases],
        kind,
        inputs: inputsOf(kind, slot === refused ? mistyped(places) : places, onDestroy),
        program: {
          urn: `urn:pulumi:dev::histories::pulumi-nodejs:dynamic/riskPosture:${kind}::${name}`,
          siblings: Object.fromEntries(
            ids.map((id) => [id, declared.filter((other) => id in this.placesOf(other)).length]),
          ),
          sets: declared.filter((other) => this.sets.includes(other) && kindOf(other) === kindOf(slot))
            .length,
          singles: declared.filter((other) => !this.sets.includes(other) && kindOf(other) === kindOf(slot))
            .length,
          strict: false,
        },
        options: {
          ...options,
          // Two processes cannot know of each other's writes if each write replaces the whole map.
          provider: ids.includes(accounts[1]) ? "default" : options.provider,
          ...(isWith && { with: this.name(previous) }),
        },
      };
    });
  }

  edit(edit: Edit): void {
    switch (edit.edit) {
      case "declare":
        this.declare(edit.slot, { [edit.name]: edit.value });
        break;
      case "declare all":
        Object.assign(this.entries.shop, { isDeclared: true, settings: edit.settings });
        break;
      case "declare elsewhere":
        this.declareElsewhere(edit.slot, edit.settings);
        break;
      case "undeclare":
        this.withdraw(edit.nth);
        break;
      case "move": {
        const taken = this.withdraw(edit.nth);
        if (taken !== undefined) {
          this.entries[neighbour[taken.slot]].place = this.entries[taken.slot].place;
          this.declare(neighbour[taken.slot], taken.settings);
        }
        break;
      }
      case "remove":
        Object.assign(this.entries[edit.slot], {
          isDeclared: false,
          settings: {},
          elsewhere: {},
          aliases: [],
        });
        break;
      case "set place":
        this.entries[edit.slot].place = edit.place;
        this.withdrawFromNeighbour(edit.slot);
        break;
      case "set onDestroy":
        this.entries[edit.slot].onDestroy = edit.onDestroy;
        break;
      case "rename":
        this.renames += 1;
        this.rename(this.entries[edit.slot], `${edit.slot}-${this.renames}`, edit.aliases);
        break;
      case "set options":
        Object.assign(this.entries[edit.slot].options, edit.options);
        break;
      case "reverse":
        this.order = [...this.order].reverse();
    }
  }

  /** The settings that a resource declares, by account or zone. Only a set can have a second account or zone. */
  private placesOf(slot: Slot): Partial<Record<Place, Settings>> {
    const { place, settings, elsewhere } = this.entries[slot];
    return {
      [place]: settings,
      ...(Object.keys(elsewhere).length > 0 && { [otherPlace(place)]: elsewhere }),
    };
  }

  private declare(slot: Pair, settings: Settings): void {
    const mine = this.entries[slot];
    Object.assign(mine, { isDeclared: true, settings: { ...mine.settings, ...settings } });
    this.withdrawFromNeighbour(slot);
  }

  private declareElsewhere(slot: Slot, settings: Settings): void {
    if (this.sets.includes(slot) && this.entries[slot].isDeclared) {
      this.entries[slot].elsewhere = settings;
      this.withdrawFromNeighbour(slot);
    }
  }

  /** Keeps each setting with one owner. */
  private withdrawFromNeighbour(slot: Slot): void {
    if (slot === "shop") {
      return;
    }
    const mine = this.placesOf(slot);
    const other = this.entries[neighbour[slot]];
    other.settings = without(other.settings, Object.keys(mine[other.place] ?? {}));
    other.elsewhere = without(other.elsewhere, Object.keys(mine[otherPlace(other.place)] ?? {}));
  }

  private withdraw(nth: number): { slot: Pair; settings: Settings } | undefined {
    const declared = (["alpha", "beta"] as const).flatMap((slot) =>
      Object.entries(this.entries[slot].settings).map(([name, value]) => ({ slot, name, value })),
    );
    const found = declared[nth % declared.length];
    if (found === undefined) {
      return undefined;
    }
    const { slot, name, value } = found;
    this.entries[slot].settings = without(this.entries[slot].settings, [name]);
    return { slot, settings: { [name]: value } };
  }

  private rename(renamed: SlotContent, name: string, aliases: boolean): void {
    renamed.aliases = aliases ? [renamed.name, ...renamed.aliases] : [];
    renamed.name = name;
  }
}

/**
 * Whether each resource has to wait for the one before it, because it is replaced with that one, or because another process serves it.
 * (Simultaneous writes of two processes to one account are not part of these histories.)
 */
export function isOneByOne(
  declared: readonly Pick<Declaration, "options">[],
  state: readonly Pick<Declaration, "options">[],
): boolean {
  const options = [...declared, ...state].map((one) => one.options);
  return (
    options.some((one) => one.with !== undefined) || new Set(options.map(({ provider }) => provider)).size > 1
  );
}

/** Adds a setting that does not exist. */
function mistyped(places: SettingsByPlace): SettingsByPlace {
  const wrong = { enabled: true, riskLevel: "low" };
  return Object.fromEntries(
    Object.entries(places).map(([id, settings]) => [id, { ...settings, imp_travl: wrong }]),
  );
}
