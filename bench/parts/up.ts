import type { Benchmark, Findings, Request, Section } from "../benchmark.js";
import type { BudgetName } from "../budgets.js";
import { RemoteEmulator } from "../emulator/remote.js";
import { Samples } from "../measure-in-turns.js";
import { type Figure, figure, spread, thousands } from "../median.js";
import { type Kind, seed } from "../stacks/kinds.js";
import { LIFE } from "../stacks/life.js";
import { type Contestant, Stack } from "../stacks/stack.js";

/** The number of resources that the budgets refer to. */
const BUDGETED = 1_000;

interface Measured {
  readonly stack: Stack;
  readonly emulator: RemoteEmulator;
}

export const up: Benchmark = {
  name: "up",
  about: "whole commands on the real engine: preview, up, unchanged up, refresh, destroy",
  async measure(request) {
    const findings: Findings[] = [];
    for (const size of request.sizes) {
      for (const kind of ["FraudSettings", "RiskBehaviors"] as const) {
        findings.push(await measureSize(kind, size, request));
      }
    }
    return {
      sections: findings.flatMap(({ sections }) => sections),
      budgets: Object.assign({}, ...findings.map(({ budgets }) => budgets)),
    };
  },
};

/**
 * Runs all steps for the floor and for ours, in every round. The program without us is only deployed, and only once, since that takes twice
 * as long. Destroying many resources is also measured only once: to the engine it is a second `up`.
 */
async function measureSize(kind: Kind, size: number, { rounds, log }: Request): Promise<Findings> {
  const life = new Life(kind, size, log);
  for (let round = 0; round < (rounds ?? usualRounds(kind, size)); round += 1) {
    await life.live(round);
  }
  return life.findings();
}

function usualRounds(kind: Kind, size: number): number {
  if (size < BUDGETED) {
    return 3;
  }
  return size === BUDGETED && kind === "FraudSettings" ? 2 : 1;
}

class Life {
  private readonly seconds = new Samples();
  private readonly requests = new Map<string, number>();
  private readonly bytes = new Map<Contestant, number>();

  constructor(
    private readonly kind: Kind,
    private readonly size: number,
    private readonly log: (line: string) => void,
  ) {}

  async live(round: number): Promise<void> {
    const contestants: Contestant[] =
      this.kind === "RiskBehaviors"
        ? ["floor", "ours"]
        : round === 0
          ? ["floor", "least", "ours", "by-value"]
          : ["floor", "least", "ours"];
    const isLong = round > 0 && this.size >= BUDGETED;
    const steps = isLong ? LIFE.filter(({ operation }) => operation !== "destroy") : LIFE;
    const measured: Measured[] = [];
    try {
      for (const contestant of contestants) {
        // Each has its own emulator, so that none finds the settings of another.
        const emulator = await RemoteEmulator.start(seed(this.size));
        const stack = await Stack.create(contestant, emulator);
        measured.push({ stack, emulator });
        stack.declare(this.kind, this.size);
      }
      for (const step of steps) {
        for (const one of round % 2 === 0 ? measured : [...measured].reverse()) {
          await this.take(one, step);
        }
      }
    } finally {
      for (const { stack, emulator } of measured) {
        await stack.dispose();
        await emulator.stop();
      }
    }
  }

  private async take(
    { stack, emulator }: Measured,
    { name, operation }: (typeof LIFE)[number],
  ): Promise<void> {
    const { contestant } = stack;
    if (contestant === "by-value" && name !== "`up`") {
      return;
    }
    if (contestant === "least" && operation !== "up") {
      return;
    }
    const seconds = await stack.time(operation);
    const { length } = await emulator.takeRequests();
    this.log(`${this.size} ${this.kind}, ${contestant}: ${name} ${seconds.toFixed(1)} s, ${length} requests`);
    this.seconds.add(`${contestant} ${name}`, seconds);
    this.requests.set(`${contestant} ${name}`, length);
    if (name === "`up`") {
      this.bytes.set(contestant, (await stack.stateBytes()) / this.size);
    }
  }

  findings(): Findings {
    const { kind, size } = this;
    const state = this.ratioOfState();
    const section: Section = {
      title: `${thousands(size)} ${kind}`,
      columns: ["", "floor, s", "ours, s", "ours ÷ floor", "requests"],
      rows: [
        ...LIFE.map(({ name }) => [
          name,
          spread(this.seconds.figure(`floor ${name}`), 1),
          spread(this.seconds.figure(`ours ${name}`), 1),
          spread(this.over(name, "floor")),
          thousands(this.requests.get(`ours ${name}`) ?? 0),
        ]),
        ["state, bytes per resource", this.stateOf("floor"), this.stateOf("ours"), spread(state), ""],
      ],
      ...(kind === "FraudSettings" ? { note: this.besides() } : {}),
    };
    return {
      sections: [section],
      budgets: size === BUDGETED && kind === "FraudSettings" ? this.budgets() : {},
    };
  }

  private budgets(): Partial<Record<BudgetName, Figure>> {
    return {
      "up over floor": this.over("`up`", "floor"),
      "up over by-value": this.over("`up`", "by-value"),
      "unchanged up": this.over("unchanged `up`", "floor"),
      state: this.ratioOfState(),
    };
  }

  private besides(): string {
    const seconds = spread(this.seconds.figure("by-value `up`"), 1);
    const unchanged = "unchanged `up`";
    return (
      `The least that does the job: \`up\` ${spread(this.seconds.figure("least `up`"), 1)} s, ` +
      `${spread(this.seconds.ratio("least `up`", "floor `up`"))} × floor; unchanged \`up\` ` +
      `${spread(this.seconds.figure(`least ${unchanged}`), 1)} s, ` +
      `${spread(this.seconds.ratio(`least ${unchanged}`, `floor ${unchanged}`))} × floor; ${this.stateOf("least")} bytes. ` +
      `A by-value dynamic.Resource: \`up\` ${seconds} s, which ours takes ${spread(this.over("`up`", "by-value"))} times; ` +
      `${this.stateOf("by-value")} bytes of state per resource.`
    );
  }

  private over(name: string, other: Contestant): Figure {
    return this.seconds.ratio(`ours ${name}`, `${other} ${name}`);
  }

  private stateOf(contestant: Contestant): string {
    return thousands(this.bytes.get(contestant) ?? 0);
  }

  private ratioOfState(): Figure {
    return figure([(this.bytes.get("ours") ?? 0) / (this.bytes.get("floor") ?? 0)]);
  }
}
