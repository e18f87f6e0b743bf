/** Where the engine of this run listens. */
export interface EngineAddress {
  readonly host: string;
  readonly port: number;
}

let isOfEngine = false;

/** This process is one that an engine starts. Any other one may have an argument that looks like the address of an engine. */
export function startedByEngine(): void {
  isOfEngine = true;
}

/** The last argument of a provider process. Absent in any other process, such as one that runs unit tests. */
export function engineAddress(): EngineAddress | undefined {
  const last = isOfEngine ? process.argv.at(-1) : undefined;
  const [, host, port] = /^(127\.0\.0\.1|localhost|\[::1\]):(\d+)$/.exec(last ?? "") ?? [];
  return host === undefined ? undefined : { host: host.replace(/^\[|\]$/g, ""), port: Number(port) };
}
