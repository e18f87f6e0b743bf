/** Where the engine of this run listens. */
export interface EngineAddress {
  readonly host: string;
  readonly port: number;
}

let isOfEngine = false;

/** Marks this process as started by an engine. Any other one may have an argument that looks like an engine's address. */
export function startedByEngine(): void {
  isOfEngine = true;
}

/** The engine's address: the last argument of a provider process. Undefined in any other process, such as one that runs unit tests. */
export function engineAddress(): EngineAddress | undefined {
  const last = isOfEngine ? process.argv.at(-1) : undefined;
  const [, host, port] = /^(127\.0\.0\.1|localhost|\[::1\]):(\d+)$/.exec(last ?? "") ?? [];
  return host === undefined ? undefined : { host: host.replace(/^\[|\]$/g, ""), port: Number(port) };
}
