import { z } from "zod";

const LEVELS = ["low", "medium", "high"] as const;
const Row = z.object({
  low: z.object({ action: z.string() }),
  medium: z.object({ action: z.string() }),
  high: z.object({ action: z.string() }),
});
const Matrix = z.object({ low: Row, medium: Row, high: Row });

/** The nine cells as a table: rows are the sensitivity of an entitlement, columns the risk of a user. */
export function riskTable(matrix: unknown): string {
  const rows = Matrix.parse(matrix);
  const cells = [
    ["", ...LEVELS.map((risk) => `${risk} risk`)],
    ...LEVELS.map((sensitivity) => [
      `${sensitivity} sensitivity`,
      ...LEVELS.map((risk) => rows[sensitivity][risk].action),
    ]),
  ];
  return cells
    .map((line) =>
      line
        .map((cell) => cell.padEnd(21))
        .join("")
        .trimEnd(),
    )
    .join("\n");
}
