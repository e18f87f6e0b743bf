/** Shows a person a line beside the output proper, such as that a wait takes long. */
export function log(line: string): void {
  process.stderr.write(`${line}\n`);
}
