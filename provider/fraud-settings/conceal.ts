const CONCEALED = "(not shown)";

/**
 * Makes a refusal fit to print. The API quotes the expression that it refuses, and an expression may be secret, which a provider is
 * not told: so each is named by its place in the list. What else is quoted may be a part of one, or the same in other words, and is
 * left out.
 */
export function concealing(expressions: readonly string[]): (text: string) => string {
  const named = expressions
    .flatMap((expression, index) =>
      [expression, JSON.stringify(expression).slice(1, -1)].map((text) => ({
        text,
        name: `usernameExpressions[${index}]`,
      })),
    )
    .filter(({ text }) => text !== "")
    // The longest first: one expression may be the beginning of another.
    .sort((one, other) => other.text.length - one.text.length);
  if (named.length === 0) {
    return (text) => text;
  }
  return (text) =>
    named
      .reduce(
        (shown, { text: expression, name }) =>
          shown.replaceAll(`'${expression}'`, name).replaceAll(expression, name),
        text,
      )
      .replace(/'[^']+'|`[^`]+`|"[^"]+"/g, CONCEALED);
}
