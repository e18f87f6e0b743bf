import { z } from "zod";

/** What the bench asks of the emulator's process. Every command is answered by one {@link Report}. */
export const Command = z.object({
  /** Milliseconds for which the relay holds back what a client sends. Omitted: as before. */
  latency: z.number().optional(),
  /** Begins a new list of requests, after answering the old one. */
  forget: z.boolean().default(false),
});

export const Report = z.object({
  /** The requests since the last command that forgot them. */
  requests: z.array(z.object({ method: z.string(), path: z.string(), status: z.number() })),
});

/** The first message of the process. */
export const Addresses = z.object({
  /** Cloudflare's base URL. */
  cloudflare: z.string(),
  /** The same behind the relay, which has the latency. */
  delayed: z.string(),
  appgate: z.string(),
});
