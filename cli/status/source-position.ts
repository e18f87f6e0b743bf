import path from "node:path";

/** Where a program declares a resource. */
export interface SourcePosition {
  /** From the root of the repository, or of the project where there is no repository; with "/" on each system. */
  readonly file: string;
  /** From 1, as is the column. */
  readonly line: number;
  readonly column?: number;
}

/**
 * The innermost position in a file of the repository: a component of a package, and the engine's own calls, are not where somebody can
 * change the declaration.
 *
 * @param positions As the state has them, the innermost first: "project:///index.ts#12,1", relative to the directory of Pulumi.yaml.
 * @param project Where that directory is in the repository: "infra/risk", or "".
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

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
