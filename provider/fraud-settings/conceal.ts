import { isAboutSubscription, type ShownMessage } from "../cloudflare/envelope.js";

/** Messages of the API that reveal no setting's value. The first group of each matches the text to show. */
const ITS_OWN_WORDS = [
  /^(bad request)$/i,
  /^(authentication error)$/i,
  /^(invalid (?:api token|access token|request headers))$/i,
  /^(unauthorized to access requested resource)$/i,
  /^could not route to .*, (perhaps your object identifier is invalid\?)$/is,
  /^(no route for (?:the|that) uri)$/i,
  /^(method (?:get|put) not available for that uri)$/i,
  /^(internal server error)$/i,
  /^(rate limited)\b/i,
  /^(a fraud detection subscription is required)$/i,
  /^(authentication_settings requires user_profiles to be enabled)$/i,
  /^(status codes must not overlap between success and failure criteria)\b/i,
] as const;

/** A type of the Rules language: "map[array[bytes]]". */
const TYPE = "((?:array\\[|map\\[)*(?:bool|bytes|float|int|ip|string)\\]*)";
/** The only message about an expression whose variable parts are all known. */
const WRONG_TYPE = new RegExp(
  `^'(.*)' is not a valid value for username because the expression has the wrong type: got ${TYPE}, want ${TYPE}$`,
  "is",
);

/** Signs that a message is about an expression, which may contain any word. */
const ABOUT_AN_EXPRESSION =
  /express|identifier|pars(e|ing)|syntax|not a valid value|unexpected|unknown|['"`^[\]()=]/i;

/**
 * Makes the API's messages safe to print. They repeat expressions, sent or live, whole or in part. An expression may be secret, and a
 * provider does not know. So only text that is known to contain none is shown. Any other text is replaced, and an expression is named by
 * its place in the list. An expression may contain the word "subscription", as in a host's name; this does not make a message one about the
 * plan.
 */
export function concealing(sent: readonly string[]): (message: string) => ShownMessage {
  return (message) => {
    const text = message.trim().replace(/\.$/, "");
    const [own] = ITS_OWN_WORDS.flatMap((words) => words.exec(text)?.[1] ?? []);
    if (own !== undefined || text === "") {
      return { shown: own ?? "", isAboutSubscription: isAboutSubscription(own ?? "") };
    }
    const [, expression = "", got, want] = WRONG_TYPE.exec(text) ?? [];
    if (got !== undefined) {
      const [place = "an expression"] = placesOf(expression, sent);
      const shown = `${place} is not a valid value for username because the expression has the wrong type: got ${got}, want ${want}`;
      return { shown, isAboutSubscription: false };
    }
    if (isAboutSubscription(text) && !ABOUT_AN_EXPRESSION.test(text)) {
      return { shown: "it asks for a subscription, in words that are not shown", isAboutSubscription: true };
    }
    const shown = `what it says is not shown, since it may repeat an expression, which may be a secret${advice(text, sent)}`;
    return { shown, isAboutSubscription: false };
  };
}

function advice(text: string, sent: readonly string[]): string {
  if (sent.length === 0) {
    return "";
  }
  const places = placesOf(text, sent);
  const which = places.length === 0 ? "each of usernameExpressions" : places.join(" and ");
  return `: try ${which} in the expression editor of the dashboard`;
}

/** The places of the expressions in a text. If one expression contains another, only the longer one counts. */
function placesOf(text: string, sent: readonly string[]): string[] {
  const whole = normalized(text);
  const found = sent.map(normalized).filter((expression) => expression !== "" && whole.includes(expression));
  return sent.flatMap((expression, index) => {
    const own = normalized(expression);
    const isPart = found.some((other) => other !== own && other.includes(own));
    return found.includes(own) && !isPart ? [`usernameExpressions[${index}]`] : [];
  });
}

/** Removes whitespace, and JSON's escapes of quotation marks and backslashes. */
function normalized(text: string): string {
  return text.replace(/\\(["\\])/g, "$1").replace(/\s+/g, "");
}
