/** Where the engine of this run listens. */
export interface EngineAddress {
  readonly host: string;
  readonly port: number;
}

/** The last argument of a provider process. Absent in any other process, such as one that runs unit tests. */
export function engineAddress(): EngineAddress | undefined {
  const match = /^(127\.0\.0\.1|localhost|\[::1\]):(\d+)$/.exec(process.argv.at(-1) ?? "");
  const [, host, port] = match ?? [];
  return host === undefined ? undefined : { host: host.replace(/^\[|\]$/g, ""), port: Number(port) };
}
