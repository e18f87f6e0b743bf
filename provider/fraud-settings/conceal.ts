const CONCEALED = "(not shown)";

/**
 * Makes a refusal fit to print. The API quotes the expression that it refuses, and an expression may be secret, which a provider is
 * not told: so each is named by its place in the list. A quotation that is only a part of an expression is left out.
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
  return (text) =>
    named
      .reduce(
        (shown, { text: expression, name }) =>
          shown.replaceAll(`'${expression}'`, name).replaceAll(expression, name),
        text,
      )
      .replace(/'([^']{4,})'/g, (quotation, quoted: string) =>
        isPart(quoted, expressions) ? CONCEALED : quotation,
      );
}

function isPart(quoted: string, expressions: readonly string[]): boolean {
  const text = quoted.replace(/(\.{3}|…)$/, "");
  return expressions.some((expression) => expression.includes(text));
}
