import { type Figure, figure } from "./figure.js";

/** Measurements by name. Those with the same place in their lists were made in the same round. */
export class Samples {
  private readonly lists = new Map<string, number[]>();

  add(name: string, sample: number): void {
    this.lists.set(name, [...(this.lists.get(name) ?? []), sample]);
  }

  figure(name: string): Figure {
    return figure(this.of(name));
  }

  /** The quotient, round by round: what else the machine did in a round has struck both. */
  ratio(name: string, other: string): Figure {
    const others = this.of(other);
    // What takes long may have been measured in the first rounds only.
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

/** Measures in turns, A B B A A B, so that whatever else the machine does strikes all alike. */
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
