/** Shows the user a line on standard error, apart from the output, such as about a long wait. */
export function log(line: string): void {
  process.stderr.write(`${line}\n`);
}
