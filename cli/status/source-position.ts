import path from "node:path";
import { decoded } from "../percent-decoded.js";

/** The position of a resource's declaration in a program. */
export interface SourcePosition {
  /** Relative to the root of the repository, or of the project if there is no repository. With "/" on every system. */
  readonly file: string;
  /** Counted from 1, like the column. */
  readonly line: number;
  readonly column?: number;
}

/**
 * The innermost position in a file of the repository. The code of a package's component and the engine's own calls are skipped, since the
 * user cannot change the declaration there.
 *
 * @param positions From the state, the innermost first: "project:///index.ts#12,1", relative to the directory of Pulumi.yaml.
 * @param project The path of that directory in the repository: "infra/risk", or "".
 */
export function sourcePosition(positions: readonly string[], project: string): SourcePosition | undefined {
  for (const position of positions) {
    const [, encoded, line, column] = /^project:\/\/\/([^#]+)#(\d+)(?:,(\d+))?$/.exec(position) ?? [];
    const file = encoded === undefined ? undefined : path.posix.join(project, decoded(encoded));
    if (file !== undefined && !isForeign(file) && Number(line) > 0) {
      return { file, line: Number(line), ...(Number(column) > 0 ? { column: Number(column) } : {}) };
    }
  }
  return undefined;
}

function isForeign(file: string): boolean {
  const folders = file.split("/");
  return file.startsWith("/") || folders[0] === ".." || folders.includes("node_modules");
}
