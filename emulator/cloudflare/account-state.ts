import { type AccessSeed, AccessState } from "./access.js";

export const RISK_LEVELS = ["low", "medium", "high"] as const;
/** The level of a behavior. */
export type RiskLevel = (typeof RISK_LEVELS)[number];

/** The part of a behavior that the API can change. */
export interface BehaviorSetting {
  enabled: boolean;
  risk_level: RiskLevel;
}

/** A behavior as an account holds it. */
export interface Behavior extends BehaviorSetting {
  name: string;
  description: string;
  /** The level that a behavior returns to when a PUT that replaces the document omits it. It is never in an answer. */
  default_risk_level: RiskLevel;
}

/** A behavior when the emulator starts, or a change to one. An omitted field gets its default, or stays unchanged. */
export type BehaviorSeed = Readonly<Partial<Behavior>>;

/** Choices about the real API that no public source settles. A client has to work under each of them. */
interface UnsettledChoices {
  /** Whether a PUT keeps or resets the behaviors that it does not name. @default "merge" */
  putMode: "merge" | "replace";
  /** Whether the answer to a PUT lists every behavior with its name, or only the ones that were sent. @default "all" */
  putAnswer: "all" | "sent";
  /** The result of a PUT of a behavior that the account does not have. @default "refuse" */
  unknownKeys: "refuse" | "ignore";
}

/** An account when the emulator starts. */
export interface AccountSeed extends Readonly<Partial<UnsettledChoices>> {
  /**
   * Behaviors to add to the three published ones, or changes to those. Null removes one. An omitted field of a published behavior stays
   * unchanged; in a new behavior it has its default.
   */
  readonly behaviors?: Readonly<Record<string, BehaviorSeed | null>>;
  /** @default no policies, no applications and no groups */
  readonly access?: AccessSeed;
}

/** A live account. */
export class AccountState implements UnsettledChoices {
  /** Set to false to make the account disappear: the API then answers 7003. */
  exists = true;
  putMode: UnsettledChoices["putMode"];
  putAnswer: UnsettledChoices["putAnswer"];
  unknownKeys: UnsettledChoices["unknownKeys"];
  readonly behaviors: Map<string, Behavior>;
  /** The live Cloudflare Access. */
  readonly access: AccessState;

  constructor(seed: AccountSeed) {
    this.putMode = seed.putMode ?? "merge";
    this.putAnswer = seed.putAnswer ?? "all";
    this.unknownKeys = seed.unknownKeys ?? "refuse";
    this.behaviors = new Map(
      Object.entries(PUBLISHED_BEHAVIORS).map(([key, behavior]) => [key, complete(key, behavior)]),
    );
    this.change(seed.behaviors ?? {});
    this.access = new AccessState(structuredClone(seed.access ?? {}));
  }

  /** Adds behaviors, changes existing ones, and removes those that are null. */
  change(behaviors: Readonly<Record<string, BehaviorSeed | null>>): void {
    for (const [key, behavior] of Object.entries(behaviors)) {
      if (behavior === null) {
        this.behaviors.delete(key);
      } else {
        this.addBehavior(key, behavior);
      }
    }
  }

  /** The live behavior: read it, or write to it to make drift. Throws if the account does not have it. */
  behavior(key: string): Behavior {
    const behavior = this.behaviors.get(key);
    if (behavior !== undefined) {
      return behavior;
    }
    throw new Error(
      `The account has no behavior "${key}". It has: ${[...this.behaviors.keys()].join(", ")}.`,
    );
  }

  /** Adds a behavior, as Cloudflare does now and then, or changes the existing one. */
  addBehavior(key: string, seed: BehaviorSeed = {}): void {
    this.behaviors.set(key, complete(key, { ...this.behaviors.get(key), ...seed }));
  }

  /** A copy of the changeable settings of every behavior, for comparing the whole account. */
  get settings(): Record<string, BehaviorSetting> {
    const entries = [...this.behaviors].map(
      ([key, { enabled, risk_level }]) => [key, { enabled, risk_level }] as const,
    );
    return Object.fromEntries(entries);
  }
}

function complete(key: string, seed: BehaviorSeed): Behavior {
  const defaultLevel = seed.default_risk_level ?? seed.risk_level ?? "low";
  return {
    name: seed.name ?? key,
    description: seed.description ?? `Emulated behavior ${key}.`,
    // "By default, all predefined behaviors are disabled" (Cloudflare One docs, user risk score).
    enabled: seed.enabled ?? false,
    risk_level: seed.risk_level ?? defaultLevel,
    default_risk_level: defaultLevel,
  };
}

/** The behaviors whose keys are public. Texts and levels are from the answer recorded for cf-terraforming's tests. */
const PUBLISHED_BEHAVIORS: Readonly<Record<string, BehaviorSeed>> = {
  imp_travel: {
    name: "Impossible Travel",
    description:
      "A user had a successful Access application log in from two locations that they could not have traveled to in that period of time.",
    risk_level: "high",
  },
  high_dlp: {
    name: "High Number of DLP Policies Triggered",
    description:
      "User has triggered an active DLP profile in a Gateway policy fifteen times or more within one minute.",
    risk_level: "medium",
  },
  sentinel_one: {
    name: "SentinelOne Infection Detected",
    description:
      "User is signed in on a device where Sentinel One EDR detects an active threat or infection.",
    risk_level: "medium",
  },
};
