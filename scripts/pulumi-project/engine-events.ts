import fs from "node:fs";
import { z } from "zod";

/** An old or a new state of a resource, as the engine's events show it. Secrets are blinded there. */
const resourceState = z.looseObject({
  id: z.string(),
  inputs: z.record(z.string(), z.unknown()),
  outputs: z.record(z.string(), z.unknown()),
});

const step = z.looseObject({
  /** "create", "update", "same", "delete", "replace", "create-replacement", "refresh", … */
  op: z.string(),
  urn: z.string(),
  type: z.string(),
  old: resourceState.nullable(),
  new: resourceState.nullable(),
  /** The names of the properties that differ. */
  diffs: z.array(z.string()).optional(),
  /** By property path. Null if the provider gave none. */
  detailedDiff: z.record(z.string(), z.looseObject({ diffKind: z.string() })).nullable(),
});

const diagnostic = z.looseObject({
  urn: z.string().optional(),
  severity: z.enum(["debug", "info", "info#err", "warning", "error"]),
  message: z.string(),
});

const summary = z.looseObject({
  result: z.string(),
  isPreview: z.boolean(),
  durationSeconds: z.number(),
  resourceChanges: z.record(z.string(), z.number()).nullable(),
});

/** The kinds of event that we look at; each event has one of these properties, or another one. */
const engineEvent = z.looseObject({
  sequence: z.number(),
  timestamp: z.number(),
  diagnosticEvent: diagnostic.optional(),
  resourcePreEvent: z.looseObject({ metadata: step }).optional(),
  resOutputsEvent: z.looseObject({ metadata: step }).optional(),
  resOpFailedEvent: z.looseObject({ metadata: step }).optional(),
  summaryEvent: summary.optional(),
});

export type ResourceStep = z.infer<typeof step>;
export type Diagnostic = z.infer<typeof diagnostic>;
export type Summary = z.infer<typeof summary>;
export type EngineEvent = z.infer<typeof engineEvent>;

/** What an operation of the engine told, from its event log. */
export interface Account {
  events: EngineEvent[];
  /** The steps that were done, or planned by a preview, in that order. */
  steps: ResourceStep[];
  failedSteps: ResourceStep[];
  /** What programs, providers and the engine itself said; without debug messages. */
  diagnostics: Diagnostic[];
  /** Absent if the engine did not come to its end. */
  summary: Summary | undefined;
}

/** Reads the event log of an operation; one that did not start the engine has none. */
export function readAccount(eventLog: string): Account {
  const lines = fs.existsSync(eventLog) ? fs.readFileSync(eventLog, "utf8").split("\n") : [];
  // A killed engine may leave a line unfinished.
  const events = lines
    .filter((line) => line.endsWith("}"))
    .map((line) => engineEvent.parse(JSON.parse(line)));
  return {
    events,
    steps: lastOfEach(events.flatMap(({ resOutputsEvent }) => resOutputsEvent?.metadata ?? [])),
    failedSteps: events.flatMap(({ resOpFailedEvent }) => resOpFailedEvent?.metadata ?? []),
    diagnostics: events.flatMap(({ diagnosticEvent }) =>
      diagnosticEvent === undefined || diagnosticEvent.severity === "debug" ? [] : diagnosticEvent,
    ),
    summary: events.findLast(({ summaryEvent }) => summaryEvent !== undefined)?.summaryEvent,
  };
}

/** A preview reports the step of the stack itself twice: when the stack is registered, and with its outputs. */
function lastOfEach(steps: ResourceStep[]): ResourceStep[] {
  return [...new Map(steps.map((each) => [`${each.op} ${each.urn}`, each])).values()];
}
