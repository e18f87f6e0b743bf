/**
 * Returns what is wrong with a username expression, or nothing. This does not parse Cloudflare's rules language. It refuses common mistakes
 * (an array instead of one of its items, a comparison, a missing bracket) and accepts the rest.
 */
export function problemWithUsernameExpression(expression: string): string | undefined {
  const code = withoutStrings(expression.trim());
  if (code === undefined) {
    return "the expression is not valid: a string is not closed";
  }
  if (!isBalanced(code)) {
    return "the expression is not valid: its brackets do not match";
  }
  if (COMPARISON.test(code)) {
    return wrongType("bool");
  }
  if (FIELD_MAP.test(code)) {
    return wrongType("map[array[bytes]]");
  }
  if (FIELD_WITHOUT_INDEX.test(code)) {
    return wrongType("array[bytes]");
  }
  if (!FIELD_OR_CALL.test(code)) {
    return "the expression is not valid: it is neither a field nor a function call";
  }
  return undefined;
}

/** The wording of the example in the API's description. */
function wrongType(got: string): string {
  return `the expression has the wrong type: got ${got}, want bytes`;
}

// Each pattern expects code with emptied strings: form[""][0].
const MAP_FIELDS = String.raw`http\.request\.(?:body\.form|body\.multipart\.values|headers|cookies|uri\.args)`;
const FIELD_MAP = new RegExp(`^${MAP_FIELDS}$`);
const FIELD_WITHOUT_INDEX = new RegExp(String.raw`^${MAP_FIELDS}\[""\]$`);
const COMPARISON = /[=<>!~]|\s(?:eq|ne|lt|le|gt|ge|contains|matches|in|and|or|xor)\s/;
/** A dotted field with any indices, or a call. Fields of one word are not about usernames. */
const FIELD_OR_CALL = /^(?:[a-z]\w*(?:\.\w+)+(?:\[[^\]]+\])*|[a-z]\w*\(.+\))$/;

/** Empties string literals, so that brackets in them do not count. Undefined if one is not closed. */
function withoutStrings(expression: string): string | undefined {
  const code = expression.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  return code.replaceAll('""', "").includes('"') ? undefined : code;
}

function isBalanced(code: string): boolean {
  const closerOf: Record<string, string> = { "(": ")", "[": "]" };
  const expected: string[] = [];
  for (const character of code) {
    const closer = closerOf[character];
    if (closer !== undefined) {
      expected.push(closer);
    } else if (")]".includes(character) && expected.pop() !== character) {
      return false;
    }
  }
  return expected.length === 0;
}
