import { z } from "zod";
import { CloudflareClient } from "../../provider/cloudflare/client.js";

export const TOKEN = "s3cret/token+with=signs";
/** A request id, as Cloudflare has them. */
export const RAY = "8f2a9c7d1e5b8a4f-FRA";

/** What the tests ask for: an object with one known field. */
export const Result = z.object({ level: z.string() });

export function client(origin: string): CloudflareClient {
  const connection = { credentials: { apiToken: TOKEN }, baseUrl: new URL(`${origin}/client/v4`) };
  return new CloudflareClient(connection);
}

/** A refusal as Cloudflare words it. */
export function refused(code: number, message: string, details: readonly string[] = []): object {
  return {
    success: false,
    errors: [{ code, message }],
    messages: details.map((detail) => ({ code, message: detail })),
    result: null,
  };
}
