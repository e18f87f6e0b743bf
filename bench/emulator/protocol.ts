import { z } from "zod";

/** A command from the bench to the emulator's process, which answers each with one {@link Report}. */
export const Command = z.object({
  /** Milliseconds before a request is handled. Omitted: unchanged. */
  latency: z.number().optional(),
  /** How many requests Cloudflare accepts from one token. Omitted: unchanged; initially unlimited. */
  rateLimit: z.object({ requests: z.number(), seconds: z.number() }).optional(),
  /** Whether to begin a new list of requests after reporting the old one. */
  forget: z.boolean().default(false),
});

export const Report = z.object({
  /** The requests since the last command that forgot them. */
  requests: z.array(z.object({ method: z.string(), path: z.string(), status: z.number() })),
});

/** The first message of the process: the base URLs. */
export const Addresses = z.object({ cloudflare: z.string(), appgate: z.string() });
