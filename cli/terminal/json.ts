/**
 * A value as JSON for programs. The output may also reach a terminal or the log of a pipeline, so characters that control it or reorder a
 * line are escaped, and so are commands to a runner, as `##[`. The value stays the same.
 */
export function json(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(
    /#(?=(?:vso)?\[)|[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gi,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
