/** A place where Pulumi keeps the state of stacks. */
export interface Backend {
  /** As its URL begins. */
  readonly scheme: string;
  /** Why it cannot be had on this machine, if so. */
  obstacle(): Promise<string | undefined>;
  /** One that holds nothing yet. */
  start(): Promise<StateStore>;
}

export interface StateStore {
  readonly url: string;
  /** What the CLI needs to get in. */
  readonly env: Readonly<Record<string, string>>;
  /** Nothing may ever show it. */
  readonly password: string | undefined;
  /** All that is on record, as text. */
  stored(): Promise<string>;
  /** How often a file, an object or a row was written up to now. Undefined where nobody counts. */
  writes(): Promise<number | undefined>;
  stop(): Promise<void>;
}

export const nothingInTheWay = async (): Promise<undefined> => undefined;
