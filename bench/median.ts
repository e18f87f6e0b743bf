/** The result of repeated measurements. */
export interface Figure {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export function figure(samples: readonly number[]): Figure {
  const sorted = [...samples].sort((one, other) => one - other);
  const [low, high] = [sorted.at(0), sorted.at(-1)];
  if (low === undefined || high === undefined) {
    throw new Error("Nothing was measured.");
  }
  const middle = sorted.slice(Math.floor((sorted.length - 1) / 2), Math.floor(sorted.length / 2) + 1);
  return { median: middle.reduce((sum, sample) => sum + sample, 0) / middle.length, low, high };
}

/** The one with the largest median. */
export function largest(figures: readonly Figure[]): Figure {
  return figures.reduce((one, other) => (other.median > one.median ? other : one));
}

/** The one with the smallest median. */
export function smallest(figures: readonly Figure[]): Figure {
  return figures.reduce((one, other) => (other.median < one.median ? other : one));
}

/** "1.08 (1.05 to 1.13)" */
export function spread({ median, low, high }: Figure, digits = 2): string {
  const [middle, from, to] = [median, low, high].map((value) => thousands(value, digits));
  return from === to ? `${middle}` : `${middle} (${from} to ${to})`;
}

/** "1,000" */
export function thousands(value: number, digits = 0): string {
  return value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
