/**
 * The beginning of a command to the runner of a pipeline. GitHub's and Azure's find `##[` and `##vso[` anywhere in a line of the log, and
 * GitHub's finds `::` where a line begins.
 */
const RUNNER_COMMAND = /##(?=(?:vso)?\[)|^:(?=:)/gi;

/** A longer text would not be read, and would push what matters off the screen. */
const LONGEST = 500;

/**
 * Makes foreign text harmless: on one line, without characters that could control a terminal, reorder a line, hide in it or break XML,
 * without commands to the runner of a pipeline, and no longer than people read. For any text from an API, an administrator or a live
 * setting, before it is shown.
 */
export function oneLine(text: string, longest = LONGEST): string {
  // Cut first, so that no time is spent on text that is not shown.
  const clean = text
    .slice(0, 4 * longest)
    .replace(/[\s\u2028\u2029]+/gu, " ")
    .replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\ufffe\uffff]/gu, "\ufffd")
    .trim()
    .replace(RUNNER_COMMAND, "$& ");
  const whole = text.length <= 4 * longest && clean.length <= longest;
  return whole ? clean : `${[...clean.slice(0, longest)].slice(0, -1).join("")}…`;
}

/** The same for a name, for which a sentence needs a word. */
export function foreignName(name: string, longest = LONGEST): string {
  return oneLine(name, longest) || "(empty)";
}

/** An invisible character. */
const NOTHING = "\u200b";

/**
 * Escapes text for GitHub's Markdown: the author of a message in Appgate must not put links, pictures or tables into a comment, nor mention
 * people in it. GitHub finds mentions and addresses after it has removed escapes, so an invisible character breaks those.
 */
export function markdownText(text: string): string {
  return text
    .replace(/[\\`*_{}[\]()#+\-.!|<>~&$^="']/g, "\\$&")
    .replace(/@/g, `@${NOTHING}`)
    .replace(/:(?=\\?\/)/g, `:${NOTHING}`)
    .replace(/www(?=\\\.)/gi, `ww${NOTHING}w`)
    .replace(/(?<=\\#)(?=\d)/g, NOTHING);
}
