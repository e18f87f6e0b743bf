import { worstFirst } from "../../provider/finding.js";
import {
  type Evidence,
  type PlaceName,
  type ReportFinding,
  type RiskModelStatus,
  type Sum,
  sumOf,
} from "../status/report.js";
import type { Failure, StackResult } from "./result.js";

/** What is kept of each stack in memory. */
export interface StackSummary {
  readonly stack: string;
  /** Undefined for a stack that could not be read. */
  readonly sum?: Sum;
  readonly error?: Failure;
}

/** The sums of all stacks, and what several of them lead to, once. */
export class Overview {
  private readonly byStack = new Map<string, StackSummary>();
  private readonly addresses = new Set<string>();
  private readonly riskModels = new Map<string, RiskModelStatus>();
  private readonly findings = new Map<string, ReportFinding>();
  private readonly notes = new Set<string>();
  /** What resources declare, of places whose ids may be known. */
  private readonly declared = new Set<string>();

  /** Takes a result in, and answers it without what an earlier one had: stacks share accounts and Controllers. */
  add(result: StackResult): StackResult {
    if ("error" in result) {
      this.byStack.set(result.stack, result);
      return result;
    }
    const { stack, report } = result;
    for (const address of report.against) {
      this.addresses.add(address);
    }
    for (const { place, settings = [] } of report.resources) {
      for (const { setting } of settings) {
        this.declared.add(keyOf(place, setting));
      }
    }
    const own = {
      ...report,
      riskModels: report.riskModels.filter((model) => isNew(this.riskModels, model.address, model)),
      findings: report.findings.filter((finding) => isNew(this.findings, identityOf(finding), finding)),
      notes: report.notes.filter((note) => !this.notes.has(note)),
    };
    for (const note of own.notes) {
      this.notes.add(note);
    }
    this.byStack.set(stack, { stack, sum: sumOf(own) });
    return { stack, report: own };
  }

  /** The result without those undeclared settings that a resource of another stack declares. To be asked when all stacks are in. */
  amongAll(result: StackResult): StackResult {
    if ("error" in result || result.report.undeclared === undefined) {
      return result;
    }
    const undeclared = result.report.undeclared.flatMap(({ settings, ...rest }) => {
      if (settings === undefined) {
        return [rest];
      }
      const left = settings.filter(({ setting }) => !this.declared.has(keyOf(rest.place, setting)));
      return left.length === 0 ? [] : [{ ...rest, settings: left }];
    });
    return { ...result, report: { ...result.report, undeclared } };
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
      riskModels: [...this.riskModels.values()],
      findings: worstFirst([...this.findings.values()]),
      notes: [...this.notes],
    };
  }
}

function isNew<T>(known: Map<string, T>, key: string, value: T): boolean {
  const fresh = !known.has(key);
  known.set(key, known.get(key) ?? value);
  return fresh;
}

function keyOf({ type, id }: PlaceName, setting: string): string {
  return JSON.stringify([type, id, setting]);
}

function identityOf({ topic, where, code, message }: ReportFinding): string {
  return JSON.stringify([topic, where, code, message]);
}
