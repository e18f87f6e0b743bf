import { UNKNOWN } from "../../provider/engine/unknown.js";
import * as z from "../../provider/zod.js";

/** How state files mark a secret. */
const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

const Secret = z.object({ [SIGNATURE_KEY]: z.literal(SECRET), plaintext: z.string().optional() });

/** A value of the state without its marks. A secret that is encrypted becomes what a value is that is not known yet. */
export function opened(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(opened);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const secret = Secret.safeParse(value);
  if (secret.success) {
    const { plaintext } = secret.data;
    return plaintext === undefined ? UNKNOWN : opened(JSON.parse(plaintext));
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, opened(item)]));
}
