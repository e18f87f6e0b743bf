/** A place in which Pulumi stores the state of stacks. */
export interface Backend {
  /** The scheme of its URL. */
  readonly scheme: string;
  /** Why it is not available on this machine; undefined if it is. */
  obstacle(): Promise<string | undefined>;
  /** Starts an empty one. */
  start(): Promise<StateStore>;
}

export interface StateStore {
  readonly url: string;
  /** The environment variables by which the CLI gets access. */
  readonly env: Readonly<Record<string, string>>;
  /** No output may ever contain it. */
  readonly password: string | undefined;
  /** Everything that is stored, as text. */
  stored(): Promise<string>;
  /** The number of files, objects or rows written so far. Undefined if it is not counted. */
  writes(): Promise<number | undefined>;
  stop(): Promise<void>;
}

export const nothingInTheWay = async (): Promise<undefined> => undefined;
