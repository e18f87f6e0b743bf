/** Tells a person something beside the output proper, such as that a wait takes long. */
export function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}
