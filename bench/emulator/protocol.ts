import { z } from "zod";

/** What the bench asks of the emulator's process. Every command is answered by one {@link Report}. */
export const Command = z.object({
  /** Milliseconds that pass before a request is looked at. Omitted: as before. */
  latency: z.number().optional(),
  /** How many requests Cloudflare takes of one token. Omitted: as before, and at first as many as come. */
  rateLimit: z.object({ requests: z.number(), seconds: z.number() }).optional(),
  /** Begins a new list of requests, after answering the old one. */
  forget: z.boolean().default(false),
});

export const Report = z.object({
  /** The requests since the last command that forgot them. */
  requests: z.array(z.object({ method: z.string(), path: z.string(), status: z.number() })),
});

/** The first message of the process: base URLs. */
export const Addresses = z.object({ cloudflare: z.string(), appgate: z.string() });
