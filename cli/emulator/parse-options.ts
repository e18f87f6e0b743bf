import { InvalidArgumentError } from "commander";

export function parsePort(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) > 65_535) {
    throw new InvalidArgumentError("It must be a port number, 0 to 65535; 0 is any free one.");
  }
  return Number(text);
}

/** `200`, or `50-400` for a random number in that range. */
export function parseLatency(text: string): number | [least: number, most: number] {
  const { least, most } = /^(?<least>\d+)(?:-(?<most>\d+))?$/.exec(text)?.groups ?? {};
  if (least === undefined || Number(most ?? least) < Number(least)) {
    throw new InvalidArgumentError("It must be milliseconds, such as 200, or a range, such as 50-400.");
  }
  return most === undefined ? Number(least) : [Number(least), Number(most)];
}

/** `1200/300`: so many requests in so many seconds. */
export function parseRateLimit(text: string): { requests: number; seconds: number } {
  const { requests, seconds } = /^(?<requests>\d+)\/(?<seconds>[1-9]\d*)$/.exec(text)?.groups ?? {};
  if (requests === undefined || seconds === undefined) {
    throw new InvalidArgumentError("It must be REQUESTS/SECONDS, such as 1200/300.");
  }
  return { requests: Number(requests), seconds: Number(seconds) };
}

/** An option that can be given several times. */
export function collect(text: string, before: readonly string[] = []): string[] {
  return [...before, text];
}
