import fs from "node:fs";
import type { DiagnosticEvent, EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation";

/** The events of an operation, from the engine's event log, which masks secrets. */
export interface Account {
  events: EngineEvent[];
  /** The completed steps, or those planned by a preview, in order. */
  steps: StepEventMetadata[];
  /** The messages of programs, providers and the engine itself, without debug messages, which the log has too. */
  diagnostics: DiagnosticEvent[];
}

const SHOWN: readonly string[] = ["info", "info#err", "warning", "error"];

/** Reads the event log of an operation. There is none if the operation did not start the engine. */
export function readAccount(eventLog: string): Account {
  const lines = fs.existsSync(eventLog) ? fs.readFileSync(eventLog, "utf8").split("\n") : [];
  // A killed engine may leave an incomplete line.
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
