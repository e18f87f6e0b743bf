/** The outcome of one combination. */
export interface Outcome {
  readonly row: string;
  readonly column: string;
  /** Undefined if it passed. */
  readonly failure?: unknown;
}

/** docs/compatibility.md. Combinations without an outcome were not run, since the SDK does not allow them. */
export function page(nodesAndSdks: readonly Outcome[], programs: readonly Outcome[]): string {
  return `# Compatibility

Written by \`npm run compat\`, which packs this package, installs the tarball in new projects, and runs each combination on the real
Pulumi engine against the emulator: preview, up, refresh (which shows drift), destroy.

## Node.js and the Pulumi SDK

${table("Node.js", nodesAndSdks)}

"–": the SDK itself does not allow this version of Node.js.

## Programs and package managers

${table("program", programs)}
`;
}

function table(corner: string, outcomes: readonly Outcome[]): string {
  const columns = [...new Set(outcomes.map(({ column }) => column))];
  const rows = [...new Set(outcomes.map(({ row }) => row))].map((row) => [
    row,
    ...columns.map((column) => mark(outcomes.find((one) => one.row === row && one.column === column))),
  ]);
  return [[corner, ...columns], ["---", ...columns.map(() => "---")], ...rows].map(line).join("\n");
}

function mark(outcome: Outcome | undefined): string {
  if (outcome === undefined) {
    return "–";
  }
  return outcome.failure === undefined ? "passes" : "**fails**";
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
