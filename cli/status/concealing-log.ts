import { redacting } from "../../provider/http/redaction.js";
import { log } from "../terminal/log.js";

const secrets = new Set<string>();
/** Rebuilt when another stack adds secrets. */
let conceal: ((line: string) => string) | undefined;

/** Removes these texts from all later log lines. */
export function keepOutOfLines(texts: readonly string[]): void {
  for (const text of texts) {
    secrets.add(text);
  }
  conceal = undefined;
}

/** Logs a client's line, such as about a retry. Several stacks may share the client, so the secrets of all of them are removed. */
export function concealingLog(line: string): void {
  conceal ??= redacting([...secrets]);
  log(conceal(line));
}
