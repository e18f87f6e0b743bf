/** Prints a line for the person at the terminal: the engine shows what a provider process prints under "Diagnostics", unfiltered. */
export function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}
