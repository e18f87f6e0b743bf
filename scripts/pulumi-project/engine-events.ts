import fs from "node:fs";
import type { DiagnosticEvent, EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation";

/** What an operation of the engine told, from its event log. Secrets are blinded there. */
export interface Account {
  events: EngineEvent[];
  /** The steps that were done, or planned by a preview, in that order. */
  steps: StepEventMetadata[];
  /** What programs, providers and the engine itself said; without debug messages, which the log has too. */
  diagnostics: DiagnosticEvent[];
}

const SHOWN: readonly string[] = ["info", "info#err", "warning", "error"];

/** Reads the event log of an operation; one that did not start the engine has none. */
export function readAccount(eventLog: string): Account {
  const lines = fs.existsSync(eventLog) ? fs.readFileSync(eventLog, "utf8").split("\n") : [];
  // A killed engine may leave a line unfinished.
  const events = lines.filter((line) => line.endsWith("}")).map((line): EngineEvent => JSON.parse(line));
  const steps = events.flatMap(({ resOutputsEvent }) => resOutputsEvent?.metadata ?? []);
  return {
    events,
    // A preview reports the step of the stack itself twice: when the stack is registered, and with its outputs.
    steps: [...new Map(steps.map((step) => [`${step.op} ${step.urn}`, step])).values()],
    diagnostics: events
      .flatMap(({ diagnosticEvent }) => diagnosticEvent ?? [])
      .filter(({ severity }) => SHOWN.includes(severity)),
  };
}
