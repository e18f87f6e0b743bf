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
