import { z } from "zod";

const resource = z.looseObject({
  urn: z.string(),
  type: z.string(),
  custom: z.boolean(),
  id: z.string().optional(),
  inputs: z.record(z.string(), z.unknown()).default({}),
  outputs: z.record(z.string(), z.unknown()).default({}),
  initErrors: z.array(z.string()).optional(),
  provider: z.string().optional(),
});

const stackExport = z.looseObject({
  deployment: z.looseObject({
    resources: z.array(resource).default([]),
    pending_operations: z.array(z.looseObject({ type: z.string(), resource })).default([]),
  }),
});

export type ResourceState = z.infer<typeof resource>;

/** What `pulumi stack export` prints. */
export interface StackState {
  resources: ResourceState[];
  /** Steps that a killed engine had begun. */
  pendingOperations: { type: string; resource: ResourceState }[];
}

export function parseStackState(text: string): StackState {
  const { deployment } = stackExport.parse(JSON.parse(text));
  return { resources: deployment.resources, pendingOperations: deployment.pending_operations };
}
