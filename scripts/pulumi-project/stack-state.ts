import { z } from "zod";

const Resource = z.looseObject({
  urn: z.string(),
  type: z.string(),
  custom: z.boolean(),
  id: z.string().optional(),
  inputs: z.record(z.string(), z.unknown()).default({}),
  outputs: z.record(z.string(), z.unknown()).default({}),
  initErrors: z.array(z.string()).optional(),
  provider: z.string().optional(),
});

const StackExport = z.looseObject({
  deployment: z.looseObject({
    resources: z.array(Resource).default([]),
    pending_operations: z.array(z.looseObject({ type: z.string(), resource: Resource })).default([]),
  }),
});

export type ResourceState = z.infer<typeof Resource>;

/** What `pulumi stack export` prints. */
export interface StackState {
  resources: ResourceState[];
  /** Operations that a killed engine had begun. */
  pendingOperations: { type: string; resource: ResourceState }[];
}

export function parseStackState(text: string): StackState {
  const { deployment } = StackExport.parse(JSON.parse(text));
  return { resources: deployment.resources, pendingOperations: deployment.pending_operations };
}
