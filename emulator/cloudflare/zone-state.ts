export const USER_PROFILES = ["enabled", "disabled"] as const;
export type UserProfiles = (typeof USER_PROFILES)[number];

/** Decides the outcome of a login by the status of the origin's response. Codes are stored sorted and without duplicates. */
export interface StatusCodeCriterion {
  kind: "status_code";
  status_codes: number[];
}

/** How the outcome of a login is decided. A missing criterion was never set. */
export interface AuthenticationSettings {
  success_criteria?: StatusCodeCriterion;
  failure_criteria?: StatusCodeCriterion;
}

/** The fraud detection settings of a zone. An undefined setting was never set. */
export interface FraudSettings {
  user_profiles: UserProfiles | undefined;
  username_expressions: string[] | undefined;
  authentication_settings: AuthenticationSettings | undefined;
}

/** A zone when the emulator starts. */
export interface ZoneSeed {
  /** @default "disabled"; never set if the zone is not entitled */
  readonly user_profiles?: UserProfiles;
  /** @default []; never set if the zone is not entitled */
  readonly username_expressions?: readonly string[];
  /** @default never set */
  readonly authentication_settings?: AuthenticationSettings;
  /** Whether there is a fraud detection subscription. Without one the settings can be read but not written. @default true */
  readonly entitled?: boolean;
  /**
   * How an answer shows settings that were never set: by omitting them, or as null. The API's description does not allow null, but clients
   * of the real API expect it. @default "omit"
   */
  readonly unset?: "omit" | "null";
}

/** A live zone: its settings can be read, and written to make drift. */
export class ZoneState implements FraudSettings {
  /** Set to false to make the zone disappear: the API then answers 7003. */
  exists = true;
  entitled: boolean;
  unset: "omit" | "null";
  user_profiles: UserProfiles | undefined;
  username_expressions: string[] | undefined;
  authentication_settings: AuthenticationSettings | undefined;

  constructor(seed: ZoneSeed) {
    const { entitled = true, unset = "omit", ...settings } = structuredClone(seed);
    this.entitled = entitled;
    this.unset = unset;
    this.user_profiles = settings.user_profiles ?? (entitled ? "disabled" : undefined);
    this.username_expressions = settings.username_expressions?.slice() ?? (entitled ? [] : undefined);
    this.authentication_settings = settings.authentication_settings;
  }
}
