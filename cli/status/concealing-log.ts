import { redacting } from "../../provider/http/redaction.js";
import { log } from "../terminal/log.js";

const secrets = new Set<string>();
/** Made anew where another stack has brought more of them. */
let conceal: ((line: string) => string) | undefined;

/** Keeps texts out of all lines that follow. */
export function keepOutOfLines(texts: readonly string[]): void {
  for (const text of texts) {
    secrets.add(text);
  }
  conceal = undefined;
}

/** Logs what a client says, such as that it tries again. Several stacks may share the client, so no secret of any of them is in it. */
export function concealingLog(line: string): void {
  conceal ??= redacting([...secrets]);
  log(conceal(line));
}
