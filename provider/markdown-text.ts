const NOTHING = "\u200b";

/**
 * A text as a text in GitHub's Markdown: whoever may write a message in Appgate must not put links, pictures or tables into a comment, nor
 * call people into it. GitHub finds mentions and addresses after it has taken back escapes, so those are broken with a character that is
 * not seen.
 */
export function markdownText(text: string): string {
  return text
    .replace(/[\\`*_{}[\]()#+\-.!|<>~&$^="']/g, "\\$&")
    .replace(/@/g, `@${NOTHING}`)
    .replace(/:(?=\\?\/)/g, `:${NOTHING}`)
    .replace(/www(?=\\\.)/gi, `ww${NOTHING}w`)
    .replace(/(?<=\\#)(?=\d)/g, NOTHING);
}
