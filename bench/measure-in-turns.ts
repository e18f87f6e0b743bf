import { type Figure, figure } from "./median.js";

/** Measurements by name. Those at the same index were made in the same round. */
export class Samples {
  private readonly lists = new Map<string, number[]>();

  add(name: string, sample: number): void {
    this.lists.set(name, [...(this.lists.get(name) ?? []), sample]);
  }

  figure(name: string): Figure {
    return figure(this.of(name));
  }

  /** The ratio, round by round: other load on the machine has affected both measurements of a round. */
  ratio(name: string, other: string): Figure {
    const others = this.of(other);
    // A slow measurement may exist for the first rounds only.
    return figure(
      this.of(name).flatMap((sample, round) => {
        const beside = others[round];
        return beside === undefined ? [] : sample / beside;
      }),
    );
  }

  private of(name: string): readonly number[] {
    const list = this.lists.get(name);
    if (list === undefined) {
      throw new Error(`${name} was not measured.`);
    }
    return list;
  }
}

/** Measures in the order A B B A A B, so that other load on the machine affects all equally. */
export async function inTurns<Name extends string>(
  rounds: number,
  names: readonly Name[],
  measure: (name: Name) => Promise<Readonly<Record<string, number>>>,
): Promise<Samples> {
  const samples = new Samples();
  for (let round = 0; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : [...names].reverse()) {
      for (const [what, sample] of Object.entries(await measure(name))) {
        samples.add(`${name} ${what}`, sample);
      }
    }
  }
  return samples;
}
