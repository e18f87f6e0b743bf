/** The line width of the formatters that most people use. */
const WIDTH = 80;
const INDENT = "  ";

/**
 * A value as TypeScript, formatted as Prettier does.
 *
 * @param column The column at which the text begins. A value that does not fit on its line is broken into several lines.
 */
export function literal(value: unknown, depth = 0, column = 0): string {
  const flat = flatLiteral(value);
  // Leaves room for the comma or bracket that follows.
  if (column + flat.length + 1 <= WIDTH && !isDeep(value)) {
    return flat;
  }
  if (Array.isArray(value)) {
    return block(
      "[",
      value.map((item) => literal(item, depth + 1, margin(depth + 1))),
      "]",
      depth,
    );
  }
  return typeof value === "object" && value !== null
    ? block(
        "{",
        Object.entries(value).map(([key, item]) => {
          const start = `${propertyName(key)}: `;
          return start + literal(item, depth + 1, margin(depth + 1) + start.length);
        }),
        "}",
        depth,
      )
    : flat;
}

/** A quoted text. The quotes are double unless the text holds more double than single quotes: then fewer characters need an escape. */
export function quoted(text: string): string {
  const double = JSON.stringify(text).replace(CONTROL_CHARACTERS, escaped);
  const [doubles, singles] = [text.split('"').length, text.split("'").length];
  return doubles <= singles
    ? double
    : `'${double.slice(1, -1).replace(/\\.|'/g, (part) => (part === '\\"' ? '"' : part === "'" ? "\\'" : part))}'`;
}

/** Characters that JSON does not escape, but that control a terminal or display source in another order than it runs. */
const CONTROL_CHARACTERS = /[\u007f-\u009f\u2028\u2029\p{Cf}]/gu;

function escaped(sign: string): string {
  const units = sign.split("").map((unit) => unit.charCodeAt(0).toString(16).padStart(4, "0"));
  return units.map((unit) => `\\u${unit}`).join("");
}

/** Objects that hold objects are always broken: one line for each behavior. */
function isDeep(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).some((item) => typeof item === "object" && item !== null && !Array.isArray(item))
  );
}

function flatLiteral(value: unknown): string {
  if (typeof value === "string") {
    return quoted(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map(flatLiteral).join(", ")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const properties = Object.entries(value).map(
      ([key, item]) => `${propertyName(key)}: ${flatLiteral(item)}`,
    );
    return properties.length === 0 ? "{}" : `{ ${properties.join(", ")} }`;
  }
  return JSON.stringify(value);
}

/** A key as it is written in an object literal. */
export function propertyName(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key);
}

function block(open: string, lines: readonly string[], close: string, depth: number): string {
  const inner = lines.map((line) => `${INDENT.repeat(depth + 1)}${line},\n`).join("");
  return `${open}\n${inner}${INDENT.repeat(depth)}${close}`;
}

function margin(depth: number): number {
  return INDENT.length * depth;
}
