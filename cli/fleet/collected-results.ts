import { worstFirst } from "../../provider/finding.js";
import { groupBy } from "../../provider/group-by.js";
import {
  type Evidence,
  type ReportFinding,
  type RiskModelStatus,
  type Sum,
  sumOf,
} from "../status/report.js";
import { Declarations } from "./declarations.js";
import type { Failure, StackResult } from "./result.js";
import { SecretsOfAll } from "./secrets-of-all.js";

/** The part of a stack's result that stays in memory. */
export interface StackSummary {
  readonly stack: string;
  /** Undefined for a stack that could not be read. */
  readonly sum?: Sum;
  readonly error?: Failure;
}

/** The sums of all stacks, and the evidence of all stacks without repetitions: stacks share accounts and Controllers. */
export class CollectedResults {
  private readonly byStack = new Map<string, StackSummary>();
  private readonly addresses = new Set<string>();
  private readonly riskModels = new FirstReports<RiskModelStatus>(({ address }) => address);
  private readonly findings = new FirstReports<ReportFinding>(identityOf);
  private readonly notes = new FirstReports<string>(withoutRequestId);
  private readonly declared = new Declarations();
  private readonly secrets = new SecretsOfAll();

  add(result: StackResult): void {
    const { stack } = result;
    this.declared.add(result);
    if ("error" in result) {
      this.byStack.set(stack, result);
      return;
    }
    const { report } = result;
    this.secrets.add(stack, report);
    this.byStack.set(stack, { stack, sum: sumOf(report) });
    for (const address of report.against) {
      this.addresses.add(address);
    }
    this.riskModels.add(stack, report.riskModels);
    this.findings.add(stack, report.findings);
    this.notes.add(stack, report.notes);
  }

  /**
   * Returns a function that adjusts the result of a stack to the others. It removes what another stack has already reported, the undeclared
   * settings that another stack declares, and what another stack keeps secret. It adds the settings that several stacks declare. Call it
   * when all stacks are in.
   */
  amongAll(): (result: StackResult) => StackResult {
    const twice = groupBy(this.declared.twice, ({ stack }) => stack);
    return (result) => {
      if ("error" in result) {
        return result;
      }
      const { stack, report } = result;
      const { undeclared, riskModels, findings, notes } = report;
      const { secrets } = this;
      const ofSeveral = (twice.get(stack) ?? []).map(({ finding }) => finding);
      return {
        stack,
        report: {
          ...report,
          resources: secrets.resourcesOf(stack, report),
          ...(undeclared === undefined
            ? {}
            : { undeclared: this.declared.withoutDeclared(secrets.undeclaredOf(stack, report)) }),
          riskModels: this.riskModels.of(stack, riskModels).filter(secrets.allowsRiskModel),
          findings: worstFirst([
            ...this.findings.of(stack, findings).filter(secrets.allowsFinding),
            ...ofSeveral,
          ]),
          notes: [...this.notes.of(stack, notes), ...secrets.notesOn(report)],
        },
      };
    };
  }

  summariesOf(stacks: readonly string[]): StackSummary[] {
    return stacks.flatMap((stack) => this.byStack.get(stack) ?? []);
  }

  /** The addresses of the APIs that received requests. */
  get against(): string[] {
    return [...this.addresses].sort();
  }

  get evidence(): Evidence {
    const { secrets } = this;
    const [riskModels, findings] = [this.riskModels.all, this.findings.all];
    return {
      riskModels: riskModels.filter(secrets.allowsRiskModel),
      findings: worstFirst([
        ...findings.filter(secrets.allowsFinding),
        ...this.declared.twice.map(({ finding }) => finding),
      ]),
      notes: [...this.notes.all, ...this.declared.notes, ...secrets.notesOn({ riskModels, findings })],
    };
  }
}

/** Values that several stacks report. Each is kept once, as the first stack reported it. */
class FirstReports<T> {
  private readonly first = new Map<string, { readonly stack: string; readonly value: T }>();

  constructor(private readonly identity: (value: T) => string) {}

  add(stack: string, values: readonly T[]): void {
    for (const value of values) {
      const key = this.identity(value);
      this.first.set(key, this.first.get(key) ?? { stack, value });
    }
  }

  /** The values that this stack reported first. */
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

/** A note without its request id: each stack sends its own request, so the ids differ. */
function withoutRequestId(note: string): string {
  return note.replace(/, request [\w-]+(?=[,\]])/, "");
}
