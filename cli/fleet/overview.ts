import { worstFirst } from "../../provider/finding.js";
import { groupBy } from "../../provider/group-by.js";
import {
  type Evidence,
  type ReportFinding,
  type RiskModelStatus,
  type Sum,
  sumOf,
} from "../status/report.js";
import { Declared } from "./declared.js";
import type { Failure, StackResult } from "./result.js";

/** What is kept of each stack in memory. */
export interface StackSummary {
  readonly stack: string;
  /** Undefined for a stack that could not be read. */
  readonly sum?: Sum;
  readonly error?: Failure;
}

/** The sums of all stacks, and what several of them lead to, once: stacks share accounts and Controllers. */
export class Overview {
  private readonly byStack = new Map<string, StackSummary>();
  private readonly addresses = new Set<string>();
  private readonly riskModels = new Once<RiskModelStatus>(({ address }) => address);
  private readonly findings = new Once<ReportFinding>(identityOf);
  private readonly notes = new Once<string>(failureIn);
  private readonly declared = new Declared();

  add(result: StackResult): void {
    const { stack } = result;
    this.declared.add(result);
    if ("error" in result) {
      this.byStack.set(stack, result);
      return;
    }
    const { report } = result;
    this.byStack.set(stack, { stack, sum: sumOf(report) });
    for (const address of report.against) {
      this.addresses.add(address);
    }
    this.riskModels.add(stack, report.riskModels);
    this.findings.add(stack, report.findings);
    this.notes.add(stack, report.notes);
  }

  /**
   * The result without what another stack has told already, and without those undeclared settings that a resource of another stack declares;
   * with what it and others both declare. To be asked when all stacks are in.
   */
  amongAll(): (result: StackResult) => StackResult {
    const twice = groupBy(this.declared.twice, ({ stack }) => stack);
    return (result) => {
      if ("error" in result) {
        return result;
      }
      const { stack, report } = result;
      const { undeclared, riskModels, findings, notes } = report;
      const ofSeveral = (twice.get(stack) ?? []).map(({ finding }) => finding);
      return {
        stack,
        report: {
          ...report,
          ...(undeclared === undefined ? {} : { undeclared: this.declared.without(undeclared) }),
          riskModels: this.riskModels.of(stack, riskModels),
          findings: worstFirst([...this.findings.of(stack, findings), ...ofSeveral]),
          notes: this.notes.of(stack, notes),
        },
      };
    };
  }

  summariesOf(stacks: readonly string[]): StackSummary[] {
    return stacks.flatMap((stack) => this.byStack.get(stack) ?? []);
  }

  /** The addresses of the APIs that were asked. */
  get against(): string[] {
    return [...this.addresses].sort();
  }

  get evidence(): Evidence {
    return {
      riskModels: this.riskModels.all,
      findings: worstFirst([...this.findings.all, ...this.declared.twice.map(({ finding }) => finding)]),
      notes: [...this.notes.all, ...this.declared.notes],
    };
  }
}

/** What several stacks have, each once: as the first of them has it. */
class Once<T> {
  private readonly first = new Map<string, { readonly stack: string; readonly value: T }>();

  constructor(private readonly identity: (value: T) => string) {}

  add(stack: string, values: readonly T[]): void {
    for (const value of values) {
      const key = this.identity(value);
      this.first.set(key, this.first.get(key) ?? { stack, value });
    }
  }

  /** Those of a stack that no other one had first. */
  of(stack: string, values: readonly T[]): T[] {
    return values.filter((value) => this.first.get(this.identity(value))?.stack === stack);
  }

  get all(): T[] {
    return [...this.first.values()].map(({ value }) => value);
  }
}

function identityOf({ topic, where, code, message }: ReportFinding): string {
  return JSON.stringify([topic, where, code, message]);
}

/** A note without the id of the request, which each stack has sent for itself. */
function failureIn(note: string): string {
  return note.replace(/, request [\w-]+(?=[,\]])/, "");
}
