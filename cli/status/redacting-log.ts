import { redacting } from "../../provider/http/redaction.js";
import { log } from "../terminal/log.js";

const secrets = new Set<string>();
/** Rebuilt when another stack adds secrets. */
let redact: ((line: string) => string) | undefined;

/** Removes these texts from all later log lines. */
export function redactInLog(texts: readonly string[]): void {
  for (const text of texts) {
    secrets.add(text);
  }
  redact = undefined;
}

/** Logs a client's line, such as about a retry. Several stacks may share the client, so the secrets of all of them are removed. */
export function redactingLog(line: string): void {
  redact ??= redacting([...secrets]);
  log(redact(line));
}
